namespace HotPath.Analysis.Results;

/// <summary>Of a run that a Locust master asked for: who it was to that master.</summary>
public sealed record WorkerFigures
{
    /// <summary>The master's address, host and port.</summary>
    public required string Master { get; init; }

    /// <summary>The name by which the master knows this worker.</summary>
    public required string Node { get; init; }

    /// <summary>The number that the master gave it, from 0; null where it gave none.</summary>
    public int? Index { get; init; }

    /// <summary>The most users that it had at once.</summary>
    public int MostUsers { get; init; }

    /// <summary>The master's clock less the worker's own when the run began, in seconds; what the message took to come is in it.</summary>
    public double ClockOffsetSeconds { get; init; }

    /// <summary>Whether its test was over when this was written, so that nothing comes after: a master that quits does not wait for the verdict.</summary>
    public bool TestEnded { get; init; }
}
