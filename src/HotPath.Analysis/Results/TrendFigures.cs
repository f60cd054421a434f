namespace HotPath.Analysis.Results;

/// <summary>Whether one series of a run leaks or drifts, warm-up and what is not steady load left out.</summary>
public sealed record TrendFigures
{
    /// <summary><c>flat</c>, <c>rising</c>, <c>falling</c> or <c>cannotSay</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why nothing can be said, in a sentence; null where something is.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it goes the bad way beyond its budget: then the run fails.</summary>
    public bool Fails { get; init; }

    /// <summary>Of slopes, of the interval and of the budget, an hour: <c>MB</c> (MiB), <c>ms</c>, <c>requests/s</c>; empty for a count.</summary>
    public required string Unit { get; init; }

    /// <summary>What it may change an hour, whatever the direction; in a short run more, see docs/trends.md. Null where it is not judged.</summary>
    public double? BudgetPerHour { get; init; }

    /// <summary>Theil-Sen slope; null where there is too little.</summary>
    public double? SlopePerHour { get; init; }

    /// <summary>The lower end of its interval of 99 %, corrected for autocorrelation; null where it has none.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }

    /// <summary>Mann-Kendall, two-sided, corrected for autocorrelation.</summary>
    public double? P { get; init; }

    /// <summary>The slope of the last third.</summary>
    public double? LastThirdPerHour { get; init; }

    /// <summary>Points it was judged by, before they were gathered in blocks.</summary>
    public int Points { get; init; }

    /// <summary>Steps that happened once and were taken out, three at most.</summary>
    public int OneOffSteps { get; init; }

    /// <summary>When its level changed; empty where it did not, and in runs of less than an hour.</summary>
    public IReadOnlyList<LevelChange> ChangePoints { get; init; } = [];
}

/// <summary>A moment at which a series came to another level.</summary>
/// <param name="AtSeconds">From the start of the measured time.</param>
/// <param name="From">The median before it, back to the change before; in the series' unit.</param>
/// <param name="To">The median after it, until the next change.</param>
public sealed record LevelChange(double AtSeconds, double From, double To);
