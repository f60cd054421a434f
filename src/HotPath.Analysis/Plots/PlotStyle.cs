using System.Globalization;
using System.Text;

namespace HotPath.Analysis.Plots;

/// <summary>Colours and style sheet of all plots: light, dark and print.</summary>
/// <remarks>
/// Every line colour has a contrast of at least 3:1 to its ground, and neighbours differ in lightness or in a way that colour-blind
/// readers see; lines differ in their dashes as well. A page may use the custom properties for itself, or set others.
/// </remarks>
public static class PlotStyle
{
    /// <summary>How many lines a plot can tell apart.</summary>
    public const int MaxLines = 6;

    /// <summary>How many names of bands a plot can tell apart.</summary>
    public const int MaxBands = 3;

    internal const string LightGround = "#ffffff";
    internal const string DarkGround = "#12161c";

    internal static readonly string[] LightLines = ["#0072b2", "#c14a00", "#00795a", "#9a3d78", "#6b5900", "#3d444d"];
    internal static readonly string[] DarkLines = ["#56b4e9", "#ff9e4a", "#2cc79c", "#e59ac8", "#f0e442", "#c9d1d9"];

    // The first is the line that moves most, and stays whole.
    private static readonly string[] Dashes = ["none", "7 5", "1 4.5", "10 4 1 4", "14 4", "4 4"];

    /// <summary>The sheet that <see cref="PlotUse.InPage"/> plots need, without its element.</summary>
    public static string Sheet { get; } = Build();

    private static string Build()
    {
        string light = Properties(LightGround, "#1b2027", "#545d68", "#dde2e8", LightLines);
        string dark = Properties(DarkGround, "#e8ecf1", "#9aa5b1", "#2b333d", DarkLines);
        StringBuilder sheet = new();
        sheet.Append($":root{{color-scheme:light dark;{light}}}\n");
        sheet.Append($"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n");
        sheet.Append($"@media print{{:root{{color-scheme:light;{light}}}}}\n");
        sheet.Append(
            """
            .hp-plot{display:block;width:100%;height:auto;font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
            .hp-plot text{fill:var(--hp-muted,#545d68)}
            .hp-plot .hp-title{fill:var(--hp-ink,#1b2027);font-size:15px;font-weight:600}
            .hp-plot .hp-name{fill:var(--hp-ink,#1b2027)}
            .hp-ground{fill:var(--hp-ground,#fff)}
            .hp-grid{fill:none;stroke:var(--hp-grid,#dde2e8);stroke-width:1}
            .hp-axis{fill:none;stroke:var(--hp-muted,#545d68);stroke-width:1}
            .hp-line{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}
            .hp-band{stroke:none;fill:var(--hp-muted,#545d68);fill-opacity:.16}
            .hp-mark{fill:none;stroke:var(--hp-ink,#1b2027);stroke-width:1;stroke-dasharray:2 3}
            .hp-b2{fill:var(--hp-2,#c14a00);fill-opacity:.3}
            .hp-b3{fill:var(--hp-4,#9a3d78);fill-opacity:.3}

            """.ReplaceLineEndings("\n"));
        for (int i = 0; i < MaxLines; i++)
        {
            sheet.Append(CultureInfo.InvariantCulture, $".hp-s{i + 1}{{stroke:var(--hp-{i + 1},{LightLines[i]});stroke-dasharray:{Dashes[i]}}}\n");
        }

        return sheet.ToString();
    }

    private static string Properties(string ground, string ink, string muted, string grid, string[] lines)
    {
        string named = string.Join(';', lines.Select((color, i) => string.Create(CultureInfo.InvariantCulture, $"--hp-{i + 1}:{color}")));
        return $"--hp-ground:{ground};--hp-ink:{ink};--hp-muted:{muted};--hp-grid:{grid};{named}";
    }
}
