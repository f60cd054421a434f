namespace HotPath.Soak.Verdicts;

/// <summary>One figure of a run or of a group.</summary>
/// <param name="Name">As a threshold names it.</param>
/// <param name="Kind">What limits it takes.</param>
/// <param name="Read">From the run or group to its value; null when nothing was measured.</param>
internal sealed record Metric(string Name, MetricKind Kind, Func<object, double?> Read)
{
    /// <summary>The path of the number, whatever short name it was found by.</summary>
    public string Path { get; init; } = Name;
}

internal enum MetricKind
{
    /// <summary>A count, a slope, a percentage that is one already: in the unit its name bears.</summary>
    Number,

    /// <summary>In milliseconds.</summary>
    Latency,

    /// <summary>0..1.</summary>
    Share,

    /// <summary>A second.</summary>
    Rate,
}
