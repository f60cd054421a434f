using System.Globalization;
using HotPath.Analysis.Plots;

namespace HotPath.Tests.Plots;

public class PlotStyleTests
{
    [Fact]
    public void Lines_OnTheirGround_HaveAContrastOfThreeAtLeast()
    {
        Assert.All(PlotStyle.LightLines, color => Assert.True(Contrast(color, PlotStyle.LightGround) >= 3, color));
        Assert.All(PlotStyle.DarkLines, color => Assert.True(Contrast(color, PlotStyle.DarkGround) >= 3, color));
    }

    [Fact]
    public void Sheet_EveryLine_HasColoursAndADashOfItsOwn()
    {
        string[] dashes = [.. PlotStyle.Sheet.Split('\n').Where(rule => rule.StartsWith(".hp-s", StringComparison.Ordinal)).Select(rule => rule.Split("stroke-dasharray:")[1])];

        Assert.Equal(PlotStyle.MaxLines, dashes.Distinct().Count());
        Assert.Equal([PlotStyle.MaxLines, PlotStyle.MaxLines], new[] { PlotStyle.LightLines.Distinct().Count(), PlotStyle.DarkLines.Distinct().Count() });
        Assert.DoesNotContain(PlotStyle.Sheet, c => c is '<' or '&'); // goes into XML as it is
    }

    // Relative luminance and contrast as WCAG 2.2 defines them.
    private static double Contrast(string one, string other)
    {
        double[] both = [.. new[] { Luminance(one), Luminance(other) }.Order()];
        return (both[1] + 0.05) / (both[0] + 0.05);
    }

    private static double Luminance(string color)
    {
        double[] linear = [.. Enumerable.Range(0, 3)
            .Select(i => int.Parse(color.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(share => share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4))];
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}
