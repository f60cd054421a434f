using HotPath.Soak.Scenarios.Documents;
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
            new("faults", new ObjectShape("What goes wrong on purpose.", [new("cut", CutShape()), new("stall", StallShape())])),
        ]);

    public static GatewaySettings Settings(CheckedObject gateway)
    {
        CheckedObject cut = gateway.Object("faults").Object("cut");
        CheckedObject stall = gateway.Object("faults").Object("stall");
        return new GatewaySettings
        {
            TimeToFirstToken = gateway.Distribution("ttft", DistributionUnit.Time) ?? Otherwise.TimeToFirstToken,
            InterTokenLatency = gateway.Distribution("itl", DistributionUnit.Time) ?? Otherwise.InterTokenLatency,
            Tokens = gateway.Distribution("tokens", DistributionUnit.Count) ?? Otherwise.Tokens,
            Faults = new GatewayFaults
            {
                CutShare = cut.Number("share") ?? Otherwise.Faults.CutShare,
                CutAfterTokens = cut.Whole("afterTokens") ?? Otherwise.Faults.CutAfterTokens,
                CutCleanly = cut.Flag("clean", Otherwise.Faults.CutCleanly),
                StallAt = stall.Duration("at") ?? Otherwise.Faults.StallAt,
                StallFor = stall.Duration("for") ?? Otherwise.Faults.StallFor,
            },
        };
    }

    private static ObjectShape CutShape() => new(
        "Streams whose connection is cut in mid-stream.",
        [
            new("share", new NumberShape("Of all streams: 0.01 is one in a hundred.", 0, 1) { Default = Otherwise.Faults.CutShare }),
            new("afterTokens", new NumberShape("Tokens that a cut stream still sends.", 0, DistributionText.MostCount)
            {
                IsWhole = true,
                Unit = " tokens",
                Default = Otherwise.Faults.CutAfterTokens,
            }),
            new("clean", new FlagShape("Ends the body as if it were whole, only without its terminal event.") { Default = Otherwise.Faults.CutCleanly }),
        ]);

    private static ObjectShape StallShape() => new(
        "One stretch of time in which every answer is held back.",
        [
            new("at", Terms.DurationOrZero("When, from the gateway's start.", Otherwise.Faults.StallAt)),
            new("for", Terms.DurationOrZero("For how long; 0s: no stall.", Otherwise.Faults.StallFor)),
        ]);
}
