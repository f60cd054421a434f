using HotPath.Soak.Gateway;
using HotPath.Soak.Gateway.Providers;

namespace HotPath.Soak.Tests.Gateway.Providers;

public sealed class FailoverTests
{
    private const long Millisecond = TokenWheel.TickNanoseconds;

    [Fact]
    public async Task Errors_OfThePrimary_AreAnsweredByTheOtherAfterTheFailedAttemptsTime()
    {
        HandDrivenGate gate = Two("\"faults\": [ { \"for\": \"1h\", \"kind\": \"errors\" } ]", "\"attempts\": 2");

        HandDrivenPassage passage = gate.Pass();
        Passage decided = await gate.DriveAsync(passage);

        Assert.Equal(("beta", "fallback"), (passage["X-Upstream-Provider"], passage["X-Route-Decision"]));
        Assert.True(decided.Serving.StartAt >= 40 * Millisecond); // alpha's first token
        Assert.Equal(10 * Millisecond, (long)decided.Serving.Settings.TimeToFirstToken.First); // beta's pace
        Assert.Equal((1, 0, 2), CountsOf(gate));
    }

    [Fact]
    public async Task Timeout_OfAFirstTokenThatWouldComeLater_GoesOnAfterIt()
    {
        HandDrivenGate gate = Two("\"weight\": 1", "\"timeout\": \"25ms\"");
        HandDrivenPassage passage = gate.Pass();
        gate.Turn(24);
        Assert.False(passage.Task.IsCompleted);

        await gate.DriveAsync(passage);

        Assert.Equal("beta", passage["X-Upstream-Provider"]);
        Assert.Equal(1, gate.State.Forwarding.Providers.Read(0).Providers[0].Failed);
    }

    [Fact]
    public async Task Timeout_WithNobodyElse_Is504()
    {
        HandDrivenGate gate = new("""{ "ttft": "constant(40ms)", "providers": [ { "name": "alpha" } ], "failover": { "attempts": 1, "timeout": "25ms" } }""");

        Assert.Equal(504, (await gate.DriveAsync(gate.Pass())).Refusal!.Status);
    }

    [Fact]
    public async Task Attempts_WhenAllFail_AreAsManyAsSaidAndTheLastFailureIsTheAnswer()
    {
        HandDrivenGate gate = new("""
            { "ttft": "constant(0ms)", "failover": { "attempts": 5 }, "routing": { "policy": "priority" },
              "providers": [ { "name": "alpha", "errorRate": 1, "errorStatus": 500 }, { "name": "beta", "errorRate": 1, "errorStatus": 502 } ] }
            """);

        HandDrivenPassage passage = gate.Pass();

        Assert.Equal(500, (await passage.Task).Refusal!.Status); // alpha, beta, alpha, beta, alpha
        Assert.Equal([3L, 2L], gate.State.Forwarding.Providers.Read(0).Providers.Select(provider => provider.Failed));
        Assert.Equal("priority", passage["X-Route-Decision"]);
    }

    [Fact]
    public async Task Status_ThatIsNotTriedAgain_IsTheAnswerAtOnce()
    {
        HandDrivenGate gate = Two("\"ttft\": \"constant(0ms)\", \"errorRate\": 1, \"errorStatus\": 400", "\"attempts\": 3");

        Assert.Equal(400, (await gate.Pass().Task).Refusal!.Status);
        Assert.Equal((0, 0, 1), CountsOf(gate));
    }

    [Theory]
    [InlineData("prefer-primary-with-fallback", null)]
    [InlineData("primary-only", 503)]
    public async Task Policy_OfTheRequest_SaysWhetherAnotherMayAnswer(string policy, int? status)
    {
        HandDrivenGate gate = new("""{ "ttft": "constant(0ms)", "providers": [ { "name": "alpha", "errorRate": 1 }, { "name": "beta" } ] }"""); // no failover of its own

        Passage passage = await gate.Pass(headers: $"X-Route-Policy: {policy}").Task;

        Assert.Equal(status, passage.Refusal?.Status);
    }

    [Fact]
    public async Task Breaker_AfterFailuresInARow_LeavesTheProviderAloneThenTriesItOnce()
    {
        HandDrivenGate gate = Two(
            "\"ttft\": \"constant(0ms)\", \"faults\": [ { \"for\": \"150ms\", \"kind\": \"unavailable\" } ]",
            "\"breaker\": { \"failures\": 3, \"open\": \"100ms\" }");
        ProviderBoard board = gate.State.Forwarding.Providers;

        Assert.All(await gate.ServeAsync(10), name => Assert.Equal("beta", name));
        Assert.Equal((3L, 1L), (board.Read(0).Providers[0].Attempts, board.Read(0).BreakerOpened)); // seven never went there

        gate.Turn(100);
        await gate.ServeAsync(5); // still gone: one tries it
        Assert.Equal((4L, 2L), (board.Read(0).Providers[0].Attempts, board.Read(0).BreakerOpened));

        gate.Turn(100);
        Assert.All(await gate.ServeAsync(5), name => Assert.Equal("alpha", name));
        Assert.Equal(BreakerState.Closed, board.Read(gate.Now).Providers[0].Breaker);
        Assert.Equal(15, board.Read(0).Failovers);
    }

    [Fact]
    public async Task Breaker_OfEveryProvider_Is503WithoutACall()
    {
        HandDrivenGate gate = new("""
            { "providers": [ { "name": "alpha", "faults": [ { "for": "1h", "kind": "unavailable" } ] } ], "failover": { "attempts": 1, "breaker": { "failures": 1 } } }
            """);
        await gate.Pass().Task;

        HandDrivenPassage passage = gate.Pass();

        Assert.Equal(503, (await passage.Task).Refusal!.Status);
        Assert.Equal("", passage["X-Upstream-Provider"]);
        Assert.Equal(1, gate.State.Forwarding.Providers.Read(0).UpstreamCalls);
    }

    [Fact]
    public async Task Client_LeavesWhileAnAttemptFails_EndsTheCallAndTriesNobodyElse()
    {
        HandDrivenGate gate = Two("\"faults\": [ { \"for\": \"1h\", \"kind\": \"errors\" } ]", "\"attempts\": 2");
        HandDrivenPassage passage = gate.Pass();
        gate.Turn(5);

        await passage.LeaveAsync();
        Passage decided = await gate.DriveAsync(passage);

        Assert.Equal(499, decided.Refusal!.Status);
        ProviderCounts alpha = gate.State.Forwarding.Providers.Read(0).Providers[0];
        Assert.Equal((1, 0, 1, 0), (alpha.Attempts, alpha.Failed, alpha.Left, alpha.InFlight));
        Assert.Equal((0, 0, 1), CountsOf(gate));
    }

    [Fact]
    public async Task End_OfEveryKind_AddsUp()
    {
        HandDrivenGate gate = Two("\"ttft\": \"constant(0ms)\", \"capacity\": 4, \"errorRate\": 0.3", "\"attempts\": 2");
        List<HandDrivenPassage> open = [];
        for (int seed = 0; seed < 200; seed++)
        {
            HandDrivenPassage passage = gate.Pass(seed);
            if ((await passage.Task).Refusal is null) open.Add(passage);
            if (seed % 3 == 0 && open.Count > 0)
            {
                await open[0].EndAsync((ServingEnd)(seed / 3 % 3));
                open.RemoveAt(0);
            }
        }

        Assert.All(gate.State.Forwarding.Providers.Read(0).Providers, provider =>
            Assert.Equal(provider.Attempts, provider.Served + provider.Failed + provider.Refused + provider.Left + provider.InFlight));
        Assert.Equal(open.Count, gate.State.Forwarding.Providers.Read(0).Providers.Sum(provider => provider.InFlight));
    }

    private static (long Failovers, long BreakerOpened, long Calls) CountsOf(HandDrivenGate gate)
    {
        BoardCounts counts = gate.State.Forwarding.Providers.Read(0);
        return (counts.Failovers, counts.BreakerOpened, counts.UpstreamCalls);
    }

    /// <summary>The primary as said, its first token after 40 ms where it is not said, and one that answers after 10 ms.</summary>
    private static HandDrivenGate Two(string alpha, string failover) => new($$"""
        { "ttft": "constant(40ms)", "providers": [ { "name": "alpha", {{alpha}} }, { "name": "beta", "ttft": "constant(10ms)" } ],
          "routing": { "policy": "priority" }, "failover": { {{failover}} } }
        """);
}
