namespace HotPath.Analysis.Results;

/// <summary>The limits of a run as they were judged while it went on, each on a sliding window.</summary>
public sealed record AlertFigures
{
    /// <summary>How long the window is, in seconds; shorter at the start of a run.</summary>
    public double WindowSeconds { get; init; }

    /// <summary>How long a limit must be broken before it fires, and be kept before that is over, in seconds.</summary>
    public double ForSeconds { get; init; }

    /// <summary>How often a limit fired, all together.</summary>
    public long Fired { get; init; }

    /// <summary>Limits that still fired when the load ended.</summary>
    public long Firing { get; init; }

    /// <summary>Each limit that was judged while the run went on, in the scenario's order.</summary>
    public IReadOnlyList<AlertedLimit> Limits { get; init; } = [];

    /// <summary>Limits that a part of a run says nothing of, judged at its end only.</summary>
    public IReadOnlyList<string> AtTheEndOnly { get; init; } = [];

    /// <summary>What the webhook was told; null where none is set.</summary>
    public OutputFigures? Webhook { get; init; }
}

/// <summary>How often and how long one limit fired.</summary>
public sealed record AlertedLimit
{
    /// <summary>As it was written.</summary>
    public required string Expression { get; init; }

    /// <summary>How often.</summary>
    public long Fired { get; init; }

    /// <summary>All times together, in seconds; to the end of the load where it still fired.</summary>
    public double FiringSeconds { get; init; }

    /// <summary>Whether it still fired when the load ended.</summary>
    public bool IsFiring { get; init; }
}
