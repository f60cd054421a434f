namespace HotPath.Soak.Scenarios;

/// <summary>What is behind the gateway: the providers and how a request finds its way to one.</summary>
internal sealed record UpstreamSettings
{
    /// <summary>The first is the primary. Empty: the gateway answers by itself.</summary>
    public ValueList<ProviderSettings> Providers { get; init; } = [];

    public RoutingSettings Routing { get; init; } = new();

    /// <summary>Null: one attempt, and its failure is the answer.</summary>
    public FailoverSettings? Failover { get; init; }
}
