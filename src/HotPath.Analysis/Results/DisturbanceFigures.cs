namespace HotPath.Analysis.Results;

/// <summary>When a run was not as the rest of it, and how long it took to be so again.</summary>
public sealed record DisturbanceFigures
{
    /// <summary>Stretches of time in which something was wrong.</summary>
    public int Count { get; init; }

    /// <summary>All of them together, as a share of the measured time, 0..1.</summary>
    public double Share { get; init; }

    /// <summary>The longest time to recover: from the start of the first interval in which something was wrong to the end of the last.</summary>
    public double LongestSeconds { get; init; }

    /// <summary>Whether the last of them was over before the run was.</summary>
    public bool Recovered { get; init; }

    /// <summary>The first of them, ten at most.</summary>
    public IReadOnlyList<Disturbance> First { get; init; } = [];
}

/// <summary>One stretch of time in which something was wrong.</summary>
public sealed record Disturbance
{
    /// <summary>From the start of the measured time, in seconds.</summary>
    public double AtSeconds { get; init; }

    /// <summary>Until it was as before, in seconds.</summary>
    public double LengthSeconds { get; init; }

    /// <summary>Of its first interval: <c>generator</c>, <c>errors</c>, <c>latency</c> or <c>throughput</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>What was measured there, and the limit, in a sentence.</summary>
    public required string Finding { get; init; }
}
