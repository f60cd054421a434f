namespace HotPath.Analysis.Plots;

/// <summary>What stands above a plot's area.</summary>
/// <param name="Title">Heads the plot.</param>
/// <param name="Unit">Of the values; empty for none.</param>
/// <param name="Legend">In the order of reading.</param>
internal sealed record PlotHead(string Title, string Unit, IReadOnlyList<LegendEntry> Legend)
{
    private const double TitleOverText = 15.0 / 13; // by their font sizes

    public double TitleWidth => (SvgText.WidthOf(Title) * TitleOverText) + (Unit.Length == 0 ? 0 : SvgText.WidthOf($" {Unit}"));

    public double LegendWidth => LegendEntry.WidthOf(Legend);
}
