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
        ]);

    public static GatewaySettings Settings(CheckedObject gateway)
    {
        return new GatewaySettings
        {
            TimeToFirstToken = gateway.Distribution("ttft", DistributionUnit.Time) ?? Otherwise.TimeToFirstToken,
            InterTokenLatency = gateway.Distribution("itl", DistributionUnit.Time) ?? Otherwise.InterTokenLatency,
            Tokens = gateway.Distribution("tokens", DistributionUnit.Count) ?? Otherwise.Tokens,
            Faults = FaultsPart.Faults(gateway.Object("faults")),
        };
    }
}
