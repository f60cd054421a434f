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
}
