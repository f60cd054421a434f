using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;

namespace HotPath.Analysis.Plots;

/// <summary>How text and numbers are written in SVG: the same in every culture, and text stays text.</summary>
internal static class SvgText
{
    /// <summary>For content and attributes; a character that XML has no place for becomes U+FFFD.</summary>
    public static string Escape(string text)
    {
        StringBuilder legal = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) legal.Append(text[i]).Append(text[++i]);
            else legal.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\ufffd');
        }

        return WebUtility.HtmlEncode(legal.ToString());
    }

    /// <summary>A tenth of a unit is less than any screen shows.</summary>
    public static string Coordinate(double value) => (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A value in words: as many digits as tell something, with thousands apart.</summary>
    public static string Value(double value)
    {
        double magnitude = Math.Abs(value);
        return value.ToString(magnitude switch { >= 100 => "#,##0", >= 1 => "0.##", _ => "0.####" }, CultureInfo.InvariantCulture);
    }

    /// <summary>The width of text in a common sans-serif font of 13 units: an estimate on the safe side.</summary>
    public static double WidthOf(string text) => text.Length * 8.3;
}
