using System.Globalization;
using System.Xml.Linq;

namespace HotPath.Tests.Plots;

/// <summary>A plot read back from its text, as any XML reader would.</summary>
internal sealed class SvgReading(string svg)
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public XElement Root { get; } = XDocument.Parse(svg).Root!;

    public string Title => Root.Element(Svg + "title")!.Value;

    public string Description => Root.Element(Svg + "desc")!.Value;

    public IEnumerable<string> Texts => Root.Descendants(Svg + "text").Select(text => text.Value);

    /// <summary>The path of a data line; the legend's sample of it is the one before.</summary>
    public string? LineOf(int style) => Root.Elements(Svg + "path")
        .Where(path => path.Attribute("class")!.Value == $"hp-line hp-s{style}").Skip(1).FirstOrDefault()?.Attribute("d")!.Value;

    public IReadOnlyList<(double X, double Y)> PointsOf(int style) =>
    [
        .. (LineOf(style) ?? "").Split('M', 'L').Skip(1).Select(point => point.Replace("h.1", "", StringComparison.Ordinal).Split(' '))
            .Select(pair => (Number(pair[0]), Number(pair[1]))),
    ];

    /// <summary>Bands of a style, the legend's sample left out.</summary>
    public IReadOnlyList<(double X, double Width)> BandsOf(int style) =>
    [
        .. Root.Elements(Svg + "rect").Where(rect => rect.Attribute("class")!.Value == $"hp-band hp-b{style}").Skip(1)
            .Select(rect => (Number(rect.Attribute("x")!.Value), Number(rect.Attribute("width")!.Value))),
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
