namespace HotPath.Analysis.Results;

/// <summary>
/// The finished requests of the measured time, told apart in several ways; the values of each sum up to the whole. At most 32 values
/// are kept apart, the rest is <c>other</c>; requests that have no value are <c>none</c>. Null where it is not recorded.
/// </summary>
public sealed record SliceSet
{
    /// <summary>By the model asked for.</summary>
    public IReadOnlyDictionary<string, SliceFigures>? Model { get; init; }

    /// <summary>By the tenant who asked.</summary>
    public IReadOnlyDictionary<string, SliceFigures>? Tenant { get; init; }

    /// <summary>By what the answer's X-Upstream-Provider says.</summary>
    public IReadOnlyDictionary<string, SliceFigures>? Provider { get; init; }

    /// <summary>By what the answer's X-Route-Decision says.</summary>
    public IReadOnlyDictionary<string, SliceFigures>? Route { get; init; }

    /// <summary>By what the answer's X-Cache says, in small letters.</summary>
    public IReadOnlyDictionary<string, SliceFigures>? Cache { get; init; }

    /// <summary>By the endpoint called.</summary>
    public IReadOnlyDictionary<string, SliceFigures>? Endpoint { get; init; }

    /// <summary>By the answer's status code; <c>none</c> is no answer.</summary>
    public IReadOnlyDictionary<string, SliceFigures>? Status { get; init; }

    /// <summary>By the protocol spoken.</summary>
    public IReadOnlyDictionary<string, SliceFigures>? Transport { get; init; }
}

/// <summary>The requests that have one value in common.</summary>
public sealed record SliceFigures
{
    /// <summary>Finished, whatever the outcome.</summary>
    public long Requests { get; init; }

    /// <summary>Of those: not as the group expects, or wrong in a check.</summary>
    public long Failed { get; init; }

    /// <summary>Those as a share of the requests, 0..1.</summary>
    public double ErrorRate { get; init; }

    /// <summary>Ended by a time-out.</summary>
    public long Timeouts { get; init; }

    /// <summary>Ended without a connection, or by its loss before the response head.</summary>
    public long ConnectionErrors { get; init; }

    /// <summary>Requests, those that finished in the drain included, a second of the measured time.</summary>
    public double RatePerSecond { get; init; }

    /// <summary>Completion tokens: by usage where it came, else events with content.</summary>
    public long Tokens { get; init; }

    /// <summary>Bytes of the answers' bodies, transfer coding removed.</summary>
    public long Bytes { get; init; }

    /// <summary>The mean body.</summary>
    public double BytesPerRequest { get; init; }

    /// <summary>From due to the response head.</summary>
    public LatencySummary? Headers { get; init; }

    /// <summary>From due to the first event with content or reasoning.</summary>
    public LatencySummary? Ttft { get; init; }

    /// <summary>From due to the end of a whole answer.</summary>
    public LatencySummary? E2e { get; init; }

    /// <summary>From written to the end of a whole answer.</summary>
    public LatencySummary? E2eService { get; init; }
}
