namespace HotPath.Analysis.Plots;

/// <summary>Values over time: lines over one time axis, with bands behind them where something happened.</summary>
/// <remarks>The same values make the same text, whatever the culture. The value axis begins at 0, or below where a value does.</remarks>
public sealed record TimePlot
{
    private const double WidthPerTick = 72;
    private const int MaxStretches = 500; // two points each

    /// <summary>Heads the plot.</summary>
    public required string Title { get; init; }

    /// <summary>Of the values, for example <c>ms</c>; empty for none.</summary>
    public required string Unit { get; init; }

    /// <summary>The lines, at most <see cref="PlotStyle.MaxLines"/>. The first is drawn whole and lies on top: the one that moves most reads best there.</summary>
    public required IReadOnlyList<TimeSeries> Series { get; init; }

    /// <summary>Stretches that stand out, with at most two names.</summary>
    public IReadOnlyList<TimeBand> Bands { get; init; } = [];

    /// <summary>Moments at which something changed, in seconds: a line from top to bottom each, and in the description. One past the end is not drawn.</summary>
    public IReadOnlyList<double> Marks { get; init; } = [];

    /// <summary>Where the time axis ends; null for the last point or band.</summary>
    public double? EndSeconds { get; init; }

    internal double End => EndSeconds ?? Series.SelectMany(series => series.Points).Select(point => point.Seconds)
        .Concat(Bands.Select(band => band.EndSeconds)).DefaultIfEmpty(0).Max();

    /// <summary>The plot as SVG.</summary>
    /// <exception cref="ArgumentException">There are more lines, or more names of bands, than can be told apart.</exception>
    public string ToSvg(PlotSize size, PlotUse use = PlotUse.InPage) => ToSvg(size, use, PlotPlace.Alone);

    /// <exception cref="ArgumentException">There are more lines, or more names of bands, than can be told apart.</exception>
    internal string ToSvg(PlotSize size, PlotUse use, PlotPlace place)
    {
        string[] bandNames = BandNames();
        Require(Series.Count <= PlotStyle.MaxLines, $"The plot has {Series.Count} lines; {PlotStyle.MaxLines} can be told apart. Draw two plots.");
        Require(bandNames.Length <= PlotStyle.MaxBands, $"The bands have {bandNames.Length} names; {PlotStyle.MaxBands} can be told apart. Draw two plots.");

        PlotPoint[][] lines = Lines();
        double end = End;
        PlotFrame frame = FrameOf(lines, size, place);
        frame.Open(Description(lines, end), use);
        WriteBands(frame, bandNames, end);
        frame.Axes();
        foreach (double mark in MarksUntil(end)) frame.Mark(mark);
        for (int i = lines.Length - 1; i >= 0; i--) frame.Line(Thinning.Extremes(lines[i], Stretches(frame)), i + 1);
        if (lines.All(line => line.All(point => point.Y is null))) frame.Note("nothing was measured");
        return frame.Close();
    }

    /// <summary>What the labels of the values take at the left.</summary>
    internal double LabelRoom(PlotSize size, PlotPlace place) => FrameOf(Lines(), size, place).Left;

    private PlotFrame FrameOf(PlotPoint[][] lines, PlotSize size, PlotPlace place)
    {
        double[] values = [.. lines.SelectMany(line => line).Where(point => point.Y is not null).Select(point => point.Y!.Value)];
        return new PlotFrame(
            size,
            place,
            new PlotHead(Title, Unit, [.. LegendEntry.Of(Series.Select(series => series.Name), areBands: false), .. LegendEntry.Of(BandNames(), areBands: true)]),
            ticks => PlotAxis.Linear(values.DefaultIfEmpty(0).Min(), values.DefaultIfEmpty(0).Max(), ticks),
            width => PlotAxis.Time(End, Math.Max(1, (int)(width / WidthPerTick))));
    }

    private string[] BandNames() => [.. Bands.Select(band => band.Name).Distinct(StringComparer.Ordinal)];

    private PlotPoint[][] Lines() => [.. Series.Select(series => series.Points.Select(point => PlotPoint.Of(point.Seconds, point.Value)).ToArray())];

    private static int Stretches(PlotFrame frame) => Math.Clamp((int)frame.Width, 1, MaxStretches);

    private void WriteBands(PlotFrame frame, string[] names, double end)
    {
        for (int i = 0; i < names.Length; i++)
        {
            (double From, double To)? open = null;
            foreach (TimeBand band in Bands.Where(band => band.Name == names[i] && band.StartSeconds <= end).OrderBy(band => band.StartSeconds))
            {
                double from = frame.X(band.StartSeconds);
                double to = Math.Max(from + 1, frame.X(band.EndSeconds));
                if (open is { } before && from <= before.To + 1) // closer than a pixel: one band
                {
                    open = (before.From, Math.Max(before.To, to));
                    continue;
                }

                if (open is { } done) frame.Band(done.From, done.To - done.From, i + 1);
                open = (from, to);
            }

            if (open is { } last) frame.Band(last.From, last.To - last.From, i + 1);
        }
    }

    private string Description(PlotPoint[][] lines, double end) => string.Join(' ', lines.Select((line, i) =>
    {
        double[] known = [.. line.Where(point => point.Y is not null).Select(point => point.Y!.Value)];
        return known.Length == 0
            ? $"{Series[i].Name}: nothing."
            : $"{Series[i].Name}: {SvgText.Value(known.Min())} to {SvgText.Value(known.Max())}, at the end {SvgText.Value(known[^1])}.";
    }).Prepend($"Over {TimeSteps.Label(end)}.").Concat(MarksUntil(end).Select(mark => $"Changed at {TimeSteps.Label(mark)}.")));

    private IEnumerable<double> MarksUntil(double end) => Marks.Where(mark => mark <= end).Order();

    private static void Require(bool isSo, string problem)
    {
        if (!isSo) throw new ArgumentException(problem);
    }
}
