using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts.Gateway;

/// <summary><c>gateway.failover</c>: what is done when a provider fails.</summary>
internal static class FailoverPart
{
    private const int MostFailures = 1_000;

    private static readonly FailoverSettings Otherwise = new();
    private static readonly BreakerSettings OtherwiseBreaker = new();

    public static ObjectShape Shape { get; } = new(
        "What is done when a provider fails before the first byte of its answer. Left out: its failure is the answer.",
        [
            new("attempts", new NumberShape("Of one request at most, the first included; each goes to the next provider, and after the last to the first again.", 1, FailoverSettings.MostAttempts)
            {
                IsWhole = true,
                Unit = " attempts",
                Default = Otherwise.Attempts,
            }),
            new("timeout", Terms.Duration("An attempt whose first token takes longer fails with 504 after so long. Left out: it is waited for.", otherwise: null)),
            new("on", new ListShape("The statuses that are tried again.", new NumberShape("A status code.", 400, 599) { IsWhole = true })
            {
                NeedsOne = "status code",
                Default = new JsonArray([.. Otherwise.On.Select(status => JsonValue.Create(status))]),
            }),
            new("breaker", new ObjectShape(
                "Leaves a provider alone that failed several times in a row. Left out: none is.",
                [
                    new("failures", new NumberShape("Attempts in a row that failed with a status that is tried again.", 1, MostFailures)
                    {
                        IsWhole = true,
                        Unit = " attempts",
                        Default = OtherwiseBreaker.Failures,
                    }),
                    new("open", Terms.Duration("How long no request goes to it; then one does, and decides.", OtherwiseBreaker.Open)),
                ])),
        ]);

    public static FailoverSettings? Settings(CheckedObject holder)
    {
        if (!holder.Has("failover")) return null;

        CheckedObject failover = holder.Object("failover");
        CheckedObject breaker = failover.Object("breaker");
        return new FailoverSettings
        {
            Attempts = failover.Whole("attempts") ?? Otherwise.Attempts,
            Timeout = failover.Duration("timeout"),
            On = failover.Has("on") ? [.. failover.Items("on").Select(status => (int)status.Number)] : Otherwise.On,
            Breaker = failover.Has("breaker")
                ? new BreakerSettings { Failures = breaker.Whole("failures") ?? OtherwiseBreaker.Failures, Open = breaker.Duration("open") ?? OtherwiseBreaker.Open }
                : null,
        };
    }
}
