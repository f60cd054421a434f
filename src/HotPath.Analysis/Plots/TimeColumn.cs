namespace HotPath.Analysis.Plots;

/// <summary>Plots below each other over one time axis: the same moment stands at the same place in all of them.</summary>
public static class TimeColumn
{
    private const int RoomForTimeLabels = 18;

    /// <summary>Each plot as SVG, in the order given. The last one bears the labels of the time axis, and is that much higher.</summary>
    /// <param name="plots">Their axis ends where the longest one does.</param>
    /// <param name="size">Of each plot.</param>
    /// <param name="use">Where the text goes.</param>
    /// <exception cref="ArgumentException">A plot has more lines, or more names of bands, than can be told apart.</exception>
    public static IReadOnlyList<string> ToSvg(IReadOnlyList<TimePlot> plots, PlotSize size, PlotUse use = PlotUse.InPage)
    {
        ArgumentNullException.ThrowIfNull(plots);
        if (plots.Count == 0) return [];

        double end = plots.Max(plot => plot.End);
        TimePlot[] aligned = [.. plots.Select(plot => plot with { EndSeconds = end })];
        PlotPlace place = new(IsInColumn: true, HasTimeLabels: false, LabelRoom: 0);
        place = place with { LabelRoom = aligned.Max(plot => plot.LabelRoom(size, place)) };
        return [.. aligned.Select((plot, i) => i < aligned.Length - 1
            ? plot.ToSvg(size, use, place)
            : plot.ToSvg(new PlotSize(size.Width, size.Height + RoomForTimeLabels), use, place with { HasTimeLabels = true }))];
    }
}
