namespace HotPath.Analysis.Results;

/// <summary>How far a rising load was borne.</summary>
public sealed record RampFigures
{
    /// <summary><c>requestsPerSecond</c> or <c>users</c>: what <see cref="From"/>, <see cref="To"/>, <see cref="Sustained"/> and <see cref="InflectionFigures.Level"/> count.</summary>
    public required string Unit { get; init; }

    /// <summary>The load at the beginning.</summary>
    public double From { get; init; }

    /// <summary>The highest load that was offered.</summary>
    public double To { get; init; }

    /// <summary>The highest load that was borne: the last one before the inflection, else all of it.</summary>
    public double Sustained { get; init; }

    /// <summary>Null: there was none, the target bore all that was offered.</summary>
    public InflectionFigures? Inflection { get; init; }
}

/// <summary>The point of a rising load from which on something was wrong to the end of the rise.</summary>
public sealed record InflectionFigures
{
    /// <summary>From the start of the measured time, in seconds.</summary>
    public double AtSeconds { get; init; }

    /// <summary>The load there.</summary>
    public double Level { get; init; }

    /// <summary>
    /// <c>generator</c> (requests started late: what is seen behind it is no longer the target's), <c>errors</c>, <c>latency</c>, or
    /// <c>throughput</c> (fewer requests finished than were due).
    /// </summary>
    public required string Reason { get; init; }

    /// <summary>What was measured there, and the limit, in a sentence.</summary>
    public required string Finding { get; init; }
}
