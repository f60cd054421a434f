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
            new("faults", new ObjectShape("What goes wrong on purpose.", [new("cut", CutShape()), new("stall", StallShape()), new("reject", RejectShape())])),
            new("models", PlansPart.ModelsShape),
            new("tenants", PlansPart.Shape),
            new("limits", LimitsPart.Shape),
        ])
    {
        Rule = CheckNames,
    };

    public static GatewaySettings Settings(CheckedObject gateway)
    {
        CheckedObject cut = gateway.Object("faults").Object("cut");
        CheckedObject stall = gateway.Object("faults").Object("stall");
        CheckedObject reject = gateway.Object("faults").Object("reject");
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
                RejectShare = reject.Number("share") ?? Otherwise.Faults.RejectShare,
                RejectStatus = reject.Whole("status") ?? Otherwise.Faults.RejectStatus,
                RejectRetryAfter = reject.Duration("retryAfter") ?? Otherwise.Faults.RejectRetryAfter,
                RejectCount = reject.Whole("count") ?? Otherwise.Faults.RejectCount,
            },
            Models = PlansPart.Texts(gateway, "models"),
            Tenants = PlansPart.Settings(gateway),
            Limits = LimitsPart.Settings(gateway.Objects("limits")),
        };
    }

    private static void CheckNames(DocumentValue gateway, ProblemList problems)
    {
        if (!gateway.IsWhole) return; // a list may still come

        string[]? tenants = gateway["tenants"] is { } given ? PlansPart.Names(given.Items.Select(tenant => tenant["name"])) : null;
        string[]? models = gateway["models"] is { } catalogue ? PlansPart.Names(catalogue.Items) : null;
        PlansPart.CheckModels(gateway["tenants"], models, problems);
        LimitsPart.CheckNames(gateway["limits"], tenants, models, problems);
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

    private static ObjectShape RejectShape() => new(
        "Chat and embeddings requests that are turned away with an error and the word when to come again.",
        [
            new("share", new NumberShape("Of all such requests: 0.01 is one in a hundred.", 0, 1) { Default = Otherwise.Faults.RejectShare }),
            new("status", new NumberShape("The HTTP status of the error.", 400, 599) { IsWhole = true, Default = Otherwise.Faults.RejectStatus }),
            new("retryAfter", Terms.DurationOrZero("When the client is told to come again.", Otherwise.Faults.RejectRetryAfter)),
            new("count", new NumberShape("No more are turned away than this; 0: no limit.", 0, int.MaxValue)
            {
                IsWhole = true,
                Unit = " requests",
                Default = Otherwise.Faults.RejectCount,
            }),
        ]);
}
