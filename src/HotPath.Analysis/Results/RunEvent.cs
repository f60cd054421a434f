namespace HotPath.Analysis.Results;

/// <summary>One line of <c>events.ndjson</c>: something that happened once in a run, when it did and in words.</summary>
public sealed record RunEvent
{
    /// <summary>By the clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>From the start of the measured time, in seconds; below 0 before it.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>One of <see cref="RunEventKind"/>, or one that a later version knows.</summary>
    public required string Kind { get; init; }

    /// <summary>What happened, on one line.</summary>
    public required string Text { get; init; }

    /// <summary>Of an alert: the limit as it was written.</summary>
    public string? Expression { get; init; }

    /// <summary>Of an alert: what was measured over its window, in the unit of the limit as it was written.</summary>
    public double? Actual { get; init; }

    /// <summary>Of an alert: the limit, in the unit it was written in.</summary>
    public double? Limit { get; init; }

    /// <summary>Of an alert: how long the window was that it was judged on, in seconds.</summary>
    public double? WindowSeconds { get; init; }
}

/// <summary>What happens in a run; a reader passes over a kind that it does not know.</summary>
public static class RunEventKind
{
    /// <summary>A limit was broken for long enough.</summary>
    public const string AlertFiring = "alertFiring";

    /// <summary>A limit that was broken was kept for long enough.</summary>
    public const string AlertResolved = "alertResolved";

    /// <summary>The generator came near to a limit of its machine or its scenario; told once for each limit.</summary>
    public const string LimitNear = "limitNear";
}
