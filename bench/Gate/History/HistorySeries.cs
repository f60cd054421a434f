using HotPath.Analysis.Statistics;

namespace HotPath.Gate.History;

/// <summary>One figure of one scenario or project on one machine, over its results.</summary>
/// <param name="Fingerprint">Of the machine.</param>
/// <param name="Name">Of the scenario or project.</param>
/// <param name="Figure">The figure's name.</param>
/// <param name="Entries">In the order of time.</param>
/// <param name="Values">As many as entries.</param>
/// <param name="Changes">Where it took another level.</param>
internal sealed record HistorySeries(
    string Fingerprint, string Name, string Figure, IReadOnlyList<HistoryEntry> Entries, IReadOnlyList<double> Values, IReadOnlyList<ChangePoint> Changes)
{
    private const double Alpha = 0.01;
    private const int Seed = 1; // the same history, the same points

    /// <summary>The series of a history: of one environment, one name and one setting each.</summary>
    public static IReadOnlyList<HistorySeries> Of(IEnumerable<HistoryEntry> entries) =>
    [
        .. from entry in entries
           orderby entry.At
           group entry by (entry.Kind, Fingerprint: entry.Fingerprint(), entry.Name, entry.Setting) into results
           orderby results.Key.Kind, results.Key.Fingerprint, results.Key.Name, results.Key.Setting
           from figure in results.SelectMany(entry => entry.Figures.Keys).Distinct()
           select Of(results.Key.Fingerprint, $"{results.Key.Name} ({results.Key.Setting[..Math.Min(6, results.Key.Setting.Length)]})", figure, [.. results.Where(entry => entry.Figures.ContainsKey(figure))]),
    ];

    private static HistorySeries Of(string fingerprint, string name, string figure, HistoryEntry[] entries)
    {
        double[] values = [.. entries.Select(entry => entry.Figures[figure])];
        return new HistorySeries(fingerprint, name, figure, entries, values, ChangePoints.Find(values, Alpha, Seed));
    }
}
