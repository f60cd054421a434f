namespace HotPath.Analysis.Plots;

/// <summary>Values against their percentile, as HdrHistogram draws them: the axis is 1 / (1 - p), so that the tail has room.</summary>
/// <remarks>The same values make the same text, whatever the culture.</remarks>
public sealed record PercentilePlot
{
    private const double WidthPerTick = 62;

    /// <summary>Heads the plot.</summary>
    public required string Title { get; init; }

    /// <summary>Of the values, for example <c>ms</c>; empty for none.</summary>
    public required string Unit { get; init; }

    /// <summary>The curves, at most <see cref="PlotStyle.MaxLines"/>. The first is drawn whole, the others in dashes on top of it.</summary>
    public required IReadOnlyList<PercentileCurve> Curves { get; init; }

    /// <summary>Whether the value axis is logarithmic instead of beginning at 0. Without a value above 0 it is not.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>The plot as SVG.</summary>
    /// <exception cref="ArgumentException">There are more curves than can be told apart.</exception>
    public string ToSvg(PlotSize size, PlotUse use = PlotUse.InPage)
    {
        if (Curves.Count > PlotStyle.MaxLines)
        {
            throw new ArgumentException($"The plot has {Curves.Count} curves; {PlotStyle.MaxLines} can be told apart. Draw two plots.");
        }

        PlotPoint[][] lines = [.. Curves.Select(curve => curve.Points
            .Where(point => point.Percentile is >= 0 and < 100)
            .Select(point => PlotPoint.Of(point.Percentile, point.Value)).ToArray())];
        bool isLogarithmic = IsLogarithmic && lines.Any(line => line.Any(point => point.Y > 0));
        if (isLogarithmic) lines = [.. lines.Select(line => line.Select(point => point.Y > 0 ? point : point with { Y = null }).ToArray())];
        double[] values = [.. lines.SelectMany(line => line).Where(point => point.Y is not null).Select(point => point.Y!.Value)];
        (double low, double high) = (values.DefaultIfEmpty(0).Min(), values.DefaultIfEmpty(0).Max());

        PlotFrame frame = new(
            size,
            PlotPlace.Alone,
            new PlotHead(Title, Unit, [.. LegendEntry.Of(Curves.Select(curve => curve.Name), areBands: false)]),
            ticks => isLogarithmic ? PlotAxis.Logarithmic(low, high, ticks) : PlotAxis.Linear(low, high, ticks),
            width => PlotAxis.Percentiles(
                lines.SelectMany(line => line).Select(point => point.X).DefaultIfEmpty(0).Max(), Math.Max(1, (int)(width / WidthPerTick))));

        frame.Open(Description(lines), use);
        frame.Axes();
        for (int i = 0; i < lines.Length; i++) frame.Line(lines[i], i + 1);
        if (values.Length == 0) frame.Note("nothing was measured");
        return frame.Close();
    }

    private string Description(PlotPoint[][] lines) => string.Join(' ', lines.Select((line, i) =>
    {
        double[] known = [.. line.Where(point => point.Y is not null).Select(point => point.Y!.Value)];
        return known.Length == 0
            ? $"{Curves[i].Name}: nothing."
            : $"{Curves[i].Name}: from {SvgText.Value(known[0])} to {SvgText.Value(known[^1])}.";
    }).Prepend("By percentile, from the lowest to the highest."));
}
