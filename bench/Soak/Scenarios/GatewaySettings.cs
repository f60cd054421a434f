namespace HotPath.Soak.Scenarios;

/// <summary>What the simulated gateway does with a request. All draws come from the request's seed.</summary>
internal sealed record GatewaySettings
{
    /// <summary>From the request's arrival to the first content event, in nanoseconds.</summary>
    public Distribution TimeToFirstToken { get; init; } = Distribution.LogNormal(80e6, 0.4);

    /// <summary>Between two tokens, in nanoseconds.</summary>
    public Distribution InterTokenLatency { get; init; } = Distribution.Constant(20e6);

    /// <summary>Tokens of an answer; a request's max_tokens caps it.</summary>
    public Distribution Tokens { get; init; } = Distribution.Uniform(40, 120);

    public GatewayFaults Faults { get; init; } = new();

    /// <summary>The catalogue; empty: any model is served.</summary>
    public ValueList<string> Models { get; init; } = [];

    /// <summary>Empty: no request is held against a plan.</summary>
    public ValueList<TenantSettings> Tenants { get; init; } = [];

    /// <summary>In force from the gateway's start.</summary>
    public ValueList<LimitSettings> Limits { get; init; } = [];
}

/// <summary>What goes wrong on purpose.</summary>
internal sealed record GatewayFaults
{
    /// <summary>0..1: the share of streams whose connection is cut in mid-stream.</summary>
    public double CutShare { get; init; }

    /// <summary>Content events that a cut stream still sends.</summary>
    public int CutAfterTokens { get; init; } = 5;

    /// <summary>Ends the cut stream's body as if it were whole, only without its terminal event.</summary>
    public bool CutCleanly { get; init; }

    /// <summary>When every answer is held back, counted from the gateway's start, or from the call that sets it.</summary>
    public TimeSpan StallAt { get; init; }

    /// <summary>For how long; zero: no stall.</summary>
    public TimeSpan StallFor { get; init; }

    /// <summary>0..1: the share of chat and embeddings requests that are turned away.</summary>
    public double RejectShare { get; init; }

    /// <summary>400..599: the status they are answered with.</summary>
    public int RejectStatus { get; init; } = 429;

    /// <summary>When the client is told to come again.</summary>
    public TimeSpan RejectRetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No more are turned away than this; 0: no limit.</summary>
    public int RejectCount { get; init; }
}
