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
            new("models", TenantsPart.ModelsShape),
            new("tenants", TenantsPart.Shape),
            new("limits", LimitsPart.Shape),
        ])
    {
        Rule = CheckNames,
    };

    public static GatewaySettings Settings(CheckedObject gateway)
    {
        return new GatewaySettings
        {
            TimeToFirstToken = gateway.Distribution("ttft", DistributionUnit.Time) ?? Otherwise.TimeToFirstToken,
            InterTokenLatency = gateway.Distribution("itl", DistributionUnit.Time) ?? Otherwise.InterTokenLatency,
            Tokens = gateway.Distribution("tokens", DistributionUnit.Count) ?? Otherwise.Tokens,
            Faults = FaultsPart.Faults(gateway.Object("faults")),
            Models = TenantsPart.Texts(gateway, "models"),
            Tenants = TenantsPart.Settings(gateway),
            Limits = LimitsPart.Settings(gateway.Objects("limits")),
        };
    }

    private static void CheckNames(DocumentValue gateway, ProblemList problems)
    {
        if (!gateway.IsWhole) return; // a list may still come

        string[]? tenants = gateway["tenants"] is { } given ? TenantsPart.Names(given.Items.Select(tenant => tenant["name"])) : null;
        string[]? models = gateway["models"] is { } catalogue ? TenantsPart.Names(catalogue.Items) : null;
        TenantsPart.CheckModels(gateway["tenants"], models, problems);
        LimitsPart.CheckNames(gateway["limits"], tenants, models, problems);
    }
}
