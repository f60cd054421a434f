namespace HotPath.Analysis.Plots;

/// <summary>A name beside a sample of what it names.</summary>
/// <param name="Name">Any text.</param>
/// <param name="Style">The number of the line's or the band's style, from 1.</param>
/// <param name="IsBand">A stretch of ground instead of a line.</param>
internal readonly record struct LegendEntry(string Name, int Style, bool IsBand)
{
    public const double SampleWidth = 26;

    private const double GapBesideSample = 6;
    private const double GapBetweenEntries = 18;

    /// <summary>The names as entries, each with the next style.</summary>
    public static IEnumerable<LegendEntry> Of(IEnumerable<string> names, bool areBands) =>
        names.Select((name, index) => new LegendEntry(name, index + 1, areBands));

    /// <summary>What they take in one row.</summary>
    public static double WidthOf(IReadOnlyList<LegendEntry> entries) =>
        entries.Sum(entry => SampleWidth + GapBesideSample + SvgText.WidthOf(entry.Name)) + (GapBetweenEntries * Math.Max(0, entries.Count - 1));

    /// <summary>Puts the entries into rows, as many in each as fit.</summary>
    public static IReadOnlyList<(LegendEntry Entry, int Row, double X, double TextX)> Place(IReadOnlyList<LegendEntry> entries, double width)
    {
        List<(LegendEntry, int, double, double)> placed = [];
        int row = 0;
        double x = 0;
        foreach (LegendEntry entry in entries)
        {
            double needed = SampleWidth + GapBesideSample + SvgText.WidthOf(entry.Name);
            if (x > 0 && x + needed > width) (row, x) = (row + 1, 0);
            placed.Add((entry, row, x, x + SampleWidth + GapBesideSample));
            x += needed + GapBetweenEntries;
        }

        return placed;
    }
}
