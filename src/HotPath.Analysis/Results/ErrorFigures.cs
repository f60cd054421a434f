namespace HotPath.Analysis.Results;

/// <summary>Requests that failed, each once, by what made it so; with those not started they are the errors.</summary>
public sealed record ErrorFigures
{
    /// <summary>Answered with a status that the group does not expect.</summary>
    public long Http { get; init; }

    /// <summary>Ended by a time-out.</summary>
    public long Timeout { get; init; }

    /// <summary>No connection, or one lost before the response head.</summary>
    public long Connection { get; init; }

    /// <summary>An answer that broke off, was altered, could not be understood, or held an error.</summary>
    public long Content { get; init; }

    /// <summary>As allowed, but for a check of the scenario.</summary>
    public long Check { get; init; }

    /// <summary>Given up by us: the run ended before the answer did.</summary>
    public long Cancelled { get; init; }
}
