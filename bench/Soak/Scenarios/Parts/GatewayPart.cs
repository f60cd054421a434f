using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Parts.Gateway;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>gateway</c>: what the simulated gateway does.</summary>
internal static class GatewayPart
{
    private static readonly GatewaySettings Otherwise = new();

    public static ObjectShape Shape { get; } = new(
        "What the embedded gateway simulates; a real target ignores it.",
        [
            new("ttft", Terms.Draw("From a request's arrival to the first token.", DistributionUnit.Time, Otherwise.TimeToFirstToken)),
            new("itl", Terms.Draw("Between two tokens.", DistributionUnit.Time, Otherwise.InterTokenLatency)),
            new("tokens", Terms.Draw("Tokens of an answer; a request's maxTokens caps it.", DistributionUnit.Count, Otherwise.Tokens)),
            new("faults", FaultsPart.Shape),
            new("models", PlansPart.ModelsShape),
            new("tenants", PlansPart.Shape),
            new("limits", LimitsPart.Shape),
            .. UpstreamsPart.Members,
            new("cache", CachePart.Shape),
            new("idempotency", CachePart.IdempotencyShape),
        ])
    {
        Rule = CheckNames,
    };

    public static GatewaySettings Settings(CheckedObject gateway) => new()
    {
        TimeToFirstToken = gateway.Distribution("ttft", DistributionUnit.Time) ?? Otherwise.TimeToFirstToken,
        InterTokenLatency = gateway.Distribution("itl", DistributionUnit.Time) ?? Otherwise.InterTokenLatency,
        Tokens = gateway.Distribution("tokens", DistributionUnit.Count) ?? Otherwise.Tokens,
        Faults = FaultsPart.Faults(gateway.Object("faults")),
        Models = PlansPart.Texts(gateway, "models"),
        Tenants = PlansPart.Settings(gateway),
        Limits = LimitsPart.Settings(gateway.Objects("limits")),
        Upstreams = UpstreamsPart.Settings(gateway),
        Cache = CachePart.Settings(gateway),
        Idempotency = CachePart.Idempotency(gateway),
    };

    private static void CheckNames(DocumentValue gateway, ProblemList problems)
    {
        if (!gateway.IsWhole) return; // a list may still come

        string[]? tenants = gateway["tenants"] is { } given ? PlansPart.Names(given.Items.Select(tenant => tenant["name"])) : null;
        string[]? models = gateway["models"] is { } catalogue ? PlansPart.Names(catalogue.Items) : null;
        PlansPart.CheckModels(gateway["tenants"], models, problems);
        LimitsPart.CheckNames(gateway["limits"], tenants, models, problems);
        PlansPart.CheckProviders(gateway["tenants"], ProvidersPart.Names(gateway["providers"]), problems);
        UpstreamsPart.Check(gateway, problems);
    }
}
