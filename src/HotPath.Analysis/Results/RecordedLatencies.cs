using HotPath.Recording;

namespace HotPath.Analysis.Results;

/// <summary>The whole distributions of a run, as its <c>latency.hlog</c> holds them.</summary>
/// <param name="ByName">A snapshot in nanoseconds for each tag of the log; a tag is a key of <c>latency</c> in <c>run.json</c>.</param>
/// <param name="Remarks">What is damaged, a sentence each; empty for a whole log, and where there is none.</param>
public sealed record RecordedLatencies(IReadOnlyDictionary<string, HistogramSnapshot> ByName, IReadOnlyList<string> Remarks)
{
    /// <summary>Of a run without a log.</summary>
    public static RecordedLatencies None { get; } = new(new Dictionary<string, HistogramSnapshot>(), []);

    /// <summary>The distribution of one latency.</summary>
    /// <returns>Null when nothing was recorded of it.</returns>
    public HistogramSnapshot? Of(string name) => ByName.GetValueOrDefault(name) is { IsEmpty: false } snapshot ? snapshot : null;
}
