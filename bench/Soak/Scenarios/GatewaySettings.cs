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

    public UpstreamSettings Upstreams { get; init; } = new();

    /// <summary>Null: every answer is made anew.</summary>
    public CacheSettings? Cache { get; init; }

    /// <summary>Null: an Idempotency-Key means nothing.</summary>
    public IdempotencySettings? Idempotency { get; init; }
}
