using System.Globalization;

namespace HotPath.Analysis.Words;

/// <summary>
/// A number inside a text such as <c>1.5s</c>. Kept as a decimal until its unit is applied, so that <c>0.3%</c> is the double
/// nearest to 0.003 and not a rounding away from it.
/// </summary>
internal static class NumberText
{
    /// <summary>Also a pattern of ECMAScript, as JSON schemas want it. NaN and Infinity do not match.</summary>
    public const string Pattern = @"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?";

    /// <returns>False where the number is too large for a decimal (about 8e28).</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal value) => decimal.TryParse(
        text,
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
        CultureInfo.InvariantCulture,
        out value);

    /// <summary>The nearest double; a cast may be one off in the last place.</summary>
    public static double ToDouble(decimal value) =>
        double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back as the same double.</summary>
    public static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
