namespace HotPath.Analysis.Results;

/// <summary>What one worker did of a run that several made at the same time.</summary>
public sealed record WorkerPart
{
    /// <summary>The name by which the master knew it.</summary>
    public required string Node { get; init; }

    /// <summary>The number that the master gave it, from 0; null where it gave none.</summary>
    public int? Index { get; init; }

    /// <summary>The name of its result folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The start of its measured time, by the master's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What was added to its own clock for that, in seconds.</summary>
    public double ClockOffsetSeconds { get; init; }

    /// <summary>Its measured time in seconds.</summary>
    public double DurationSeconds { get; init; }

    /// <summary>What every draw of its came from.</summary>
    public long Seed { get; init; }

    /// <summary>The most users that it had at once.</summary>
    public int MostUsers { get; init; }

    /// <summary>Requests that ended, whatever the outcome.</summary>
    public long Requests { get; init; }

    /// <summary>Requests that finished in a second of its own measured time.</summary>
    public double RatePerSecond { get; init; }

    /// <summary>Its errors as a share of its requests, 0..1.</summary>
    public double ErrorRate { get; init; }

    /// <summary>Streams opened.</summary>
    public long Streams { get; init; }

    /// <summary>Most streams open at once.</summary>
    public long OpenPeak { get; init; }

    /// <summary>Its own time to first token, 99th percentile, in milliseconds; null where it had none.</summary>
    public double? TtftP99 { get; init; }

    /// <summary>CPU time of its generator as a share of one processor; null where it is not known.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Logical processors that its generator might use.</summary>
    public int ProcessorCount { get; init; }

    /// <summary>False when its process ended before its run did: then its part ends with its last record.</summary>
    public bool Complete { get; init; }

    /// <summary><c>pass</c>, <c>fail</c> or <c>void</c>: what its own part comes to.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why, the weightiest first; empty for a pass.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What is missing or damaged in its folder and in no figure, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
