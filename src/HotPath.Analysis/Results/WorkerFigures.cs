namespace HotPath.Analysis.Results;

/// <summary>What a run was part of whose users a Locust master led.</summary>
public sealed record WorkerFigures
{
    /// <summary>The master, as host and port.</summary>
    public required string Master { get; init; }

    /// <summary>What this worker was called at the master; unique among all that ever joined it.</summary>
    public required string Node { get; init; }

    /// <summary>Its place in the order in which workers joined, from 0; null where the master did not say it.</summary>
    public int? Index { get; init; }

    /// <summary>The highest number of users that the master asked for here.</summary>
    public int MostUsers { get; init; }

    /// <summary>By how many seconds the master's clock was ahead of this machine's when the test began, the way of one message included.</summary>
    public double ClockOffsetSeconds { get; init; }
}
