using HotPath.Soak.Gateway;
using HotPath.Soak.Tests.Gateway.Providers;

namespace HotPath.Soak.Tests.Gateway.Cache;

public sealed class CoalescingTests
{
    private const string Gateway = """{ "ttft": "constant(40ms)", "cache": { "ttl": "10s" }, "idempotency": { "ttl": "10s" } }""";
    private const string KeyHeader = "Idempotency-Key: k1";

    [Fact]
    public async Task SixtyFourAtOnce_OfOneRequest_AreOneCallAndOneAnswer()
    {
        HandDrivenGate gate = new(Gateway);
        HandDrivenPassage[] passages = await AllAtOnceAsync(gate, 64);
        HandDrivenPassage first = Assert.Single(passages, passage => passage.Task.IsCompleted);

        await first.EndAsync();
        Passage[] served = await Task.WhenAll(passages.Select(passage => passage.Task));

        Assert.Equal(1, CallsOf(gate));
        Assert.Single(served.Select(passage => (passage.Serving.Completion, passage.Serving.CreatedAt)).Distinct());
        Assert.Equal(["hit", "miss"], passages.Select(passage => passage["X-Cache"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal((63, 1, 63), (gate.State.Forwarding.Cache.Counts.Hits, gate.State.Forwarding.Cache.Counts.Misses, gate.State.Forwarding.Cache.Counts.Coalesced));
    }

    [Fact]
    public async Task Hit_HasNoPaceOfTheModelAndNothingThatGoesWrong()
    {
        HandDrivenGate gate = new("""{ "ttft": "constant(40ms)", "faults": { "cut": { "share": 1 } }, "cache": {} }""");
        await gate.Pass().EndAsync();
        gate.Turn(5);

        HandDrivenPassage again = gate.Pass();

        Serving serving = (await again.Task).Serving;
        Assert.Equal((gate.Now, 0d, 0d), (serving.StartAt, serving.Settings.TimeToFirstToken.First, serving.Settings.InterTokenLatency.First));
        Assert.Equal(0, serving.Faults.CutShare);
        Assert.Equal(("hit", "cache", "default", "0"), (again["X-Cache"], again["X-Route-Decision"], again["X-Upstream-Provider"], again["x-hotpath-upstream-ms"]));
    }

    [Fact]
    public async Task FirstClient_Leaves_OneOfThoseWhoWaitMakesTheAnswerForAll()
    {
        HandDrivenGate gate = new(Gateway);
        HandDrivenPassage[] passages = await AllAtOnceAsync(gate, 8);

        await passages.Single(passage => passage.Task.IsCompleted).EndAsync(ServingEnd.Abandoned);
        await UntilAsync(() => passages.Count(passage => passage.Task.IsCompleted) == 2); // the one who left, and the next
        HandDrivenPassage second = passages.Single(passage => passage.Task.IsCompleted && !passage.WasEnded);
        await second.EndAsync();
        await Task.WhenAll(passages.Select(passage => passage.Task));

        Assert.Equal(2, CallsOf(gate));
        Assert.Equal(6, gate.State.Forwarding.Cache.Counts.Coalesced);
    }

    [Fact]
    public async Task FirstClient_LeavesWhileItsAttemptFails_DoesNotHangTheOthers()
    {
        HandDrivenGate gate = new("""
            { "ttft": "constant(40ms)", "providers": [ { "name": "alpha", "faults": [ { "for": "20ms", "kind": "errors" } ] } ], "cache": {} }
            """);
        HandDrivenPassage first = gate.Pass();
        HandDrivenPassage second = gate.Pass();
        gate.Turn(25);

        await first.LeaveAsync();
        Passage left = await gate.DriveAsync(first);

        Assert.Equal(499, left.Refusal!.Status);
        Assert.Null((await second.Task).Refusal);
        Assert.Equal("miss", second["X-Cache"]);
    }

    [Fact]
    public async Task WhoWaits_Leaves_TheOthersWaitOn()
    {
        HandDrivenGate gate = new(Gateway);
        HandDrivenPassage first = gate.Pass();
        HandDrivenPassage second = gate.Pass();
        HandDrivenPassage third = gate.Pass();

        await second.LeaveAsync();
        Assert.Equal(499, (await second.Task).Refusal!.Status);
        Assert.False(third.Task.IsCompleted);
        await first.EndAsync();

        Assert.Equal((await first.Task).Serving.Completion, (await third.Task).Serving.Completion);
    }

    [Fact]
    public async Task First_IsRefused_AllAreAlikeWithoutACallOfTheirOwn()
    {
        HandDrivenGate gate = new("""{ "ttft": "constant(40ms)", "providers": [ { "name": "alpha", "errorRate": 1, "errorStatus": 502 } ], "cache": {} }""");
        HandDrivenPassage[] passages = [.. Enumerable.Range(0, 8).Select(_ => gate.Pass())];

        await gate.DriveAsync(passages[0]);

        Assert.All(await Task.WhenAll(passages.Select(passage => passage.Task)), passage => Assert.Equal(502, passage.Refusal!.Status));
        Assert.Equal(1, CallsOf(gate));
        Assert.Equal(8, gate.State.Forwarding.Cache.Counts.Misses);
    }

    [Fact]
    public async Task First_IsCut_EachOfTheOthersIsMadeAtOnceAndNoneIsKept()
    {
        HandDrivenGate gate = new(Gateway);
        HandDrivenPassage[] passages = [.. Enumerable.Range(0, 8).Select(_ => gate.Pass())];

        await passages[0].EndAsync(ServingEnd.Cut);
        await Task.WhenAll(passages.Select(passage => passage.Task));

        Assert.Equal(8, CallsOf(gate));
        Assert.Equal(0, gate.State.Forwarding.Cache.Counts.Entries);
    }

    [Fact]
    public async Task Coalesce_Off_EachIsACall()
    {
        HandDrivenGate gate = new("""{ "cache": { "coalesce": false } }""");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => gate.Pass().Task));

        Assert.Equal(8, CallsOf(gate));
    }

    [Theory]
    [InlineData("X-Cache-Enabled: false")]
    [InlineData("Cache-Control: no-cache")]
    [InlineData("Cache-Control: max-age=0, no-store")]
    public async Task Bypass_AskedForByAHeader_NeitherAsksNorKeeps(string header)
    {
        HandDrivenGate gate = new(Gateway);
        await gate.Pass().EndAsync();

        HandDrivenPassage passed = gate.Pass(headers: header);
        await passed.EndAsync();
        HandDrivenPassage other = gate.Pass(seed: 2, headers: header);
        await other.EndAsync();

        Assert.Equal(("bypass", "bypass", "miss"), (passed["X-Cache"], other["X-Cache"], gate.Pass(seed: 2)["X-Cache"]));
        Assert.Equal(2, gate.State.Forwarding.Cache.Counts.Bypass);
    }

    [Theory]
    [InlineData(true, "miss")]
    [InlineData(false, "hit")]
    public async Task PerTenant_AnothersAnswer_IsGivenOnlyWhereItIsOff(bool perTenant, string found)
    {
        HandDrivenGate gate = new($$"""{ "cache": { "perTenant": {{(perTenant ? "true" : "false")}} } }""");
        await gate.Pass(headers: "X-Tenant-ID: free").EndAsync();

        Assert.Equal(found, gate.Pass(headers: "X-Tenant-ID: paid")["X-Cache"]);
        Assert.Equal("hit", gate.Pass(headers: "X-Tenant-ID: free")["X-Cache"]);
    }

    [Fact]
    public async Task IdempotencyKey_ConcurrentAndLater_IsTheSameAnswerReplayed()
    {
        HandDrivenGate gate = new("""{ "idempotency": {} }""");
        HandDrivenPassage first = gate.Pass(headers: KeyHeader);
        HandDrivenPassage meanwhile = gate.Pass(headers: KeyHeader);
        Assert.False(meanwhile.Task.IsCompleted);
        await first.EndAsync();
        HandDrivenPassage later = gate.Pass(headers: KeyHeader);

        long[] completions = [.. (await Task.WhenAll(first.Task, meanwhile.Task, later.Task)).Select(passage => passage.Serving.Completion)];

        Assert.Single(completions.Distinct());
        Assert.Equal(["", "true", "true"], ((HandDrivenPassage[])[first, meanwhile, later]).Select(passage => passage["Idempotency-Replayed"]));
        Assert.Equal((1, 2), (CallsOf(gate), gate.State.Forwarding.Idempotency.Replayed));
        Assert.Equal("", first["X-Cache"]); // there is no cache
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IdempotencyKey_WithAnotherBody_Is422(bool isOver)
    {
        HandDrivenGate gate = new(Gateway);
        HandDrivenPassage first = gate.Pass(seed: 1, headers: KeyHeader);
        if (isOver) await first.EndAsync();

        Assert.Equal(422, (await gate.Pass(seed: 2, headers: KeyHeader).Task).Refusal!.Status);
        Assert.Null((await gate.Pass(seed: 2, headers: [KeyHeader, "X-Tenant-ID: other"]).Task).Refusal);
    }

    [Fact]
    public async Task IdempotencyKey_OfARequestThatFailed_IsFreeAgain()
    {
        HandDrivenGate gate = new("""
            { "providers": [ { "name": "alpha", "faults": [ { "for": "20ms", "kind": "unavailable" } ] } ], "idempotency": {} }
            """);
        Assert.Equal(503, (await gate.Pass(headers: KeyHeader).Task).Refusal!.Status);
        gate.Turn(20);

        HandDrivenPassage again = gate.Pass(headers: KeyHeader);

        Assert.Null((await again.Task).Refusal);
        Assert.Equal("", again["Idempotency-Replayed"]);
    }

    [Fact]
    public async Task IdempotencyKey_OfAnAnswerFromTheCache_KeepsThatAnswer()
    {
        HandDrivenGate gate = new(Gateway);
        await gate.Pass().EndAsync();
        await gate.Pass(headers: KeyHeader).EndAsync();

        HandDrivenPassage again = gate.Pass(headers: KeyHeader);

        Assert.Equal("true", again["Idempotency-Replayed"]);
        Assert.Equal((await gate.Pass().Task).Serving.Completion, (await again.Task).Serving.Completion);
        Assert.Equal(1, CallsOf(gate));
    }

    [Theory]
    [InlineData((int)ServingEnd.Completed)]
    [InlineData((int)ServingEnd.Abandoned)]
    public async Task Limit_OfTokens_IsChargedWhatWasSentAlsoFromTheCache(int end)
    {
        HandDrivenGate gate = new("""{ "cache": {}, "limits": [ { "per": "all", "of": "tokens", "limit": 100, "every": "1h" } ] }""");
        await gate.Pass(prompt: 10, most: 50).EndAsync();
        await gate.Pass(prompt: 10, most: 50).EndAsync((ServingEnd)end);

        HandDrivenPassage third = gate.Pass(seed: 2, prompt: 100 - 17 - 17); // each its prompt and the tokens sent

        Assert.Equal("0", third["x-ratelimit-remaining-tokens"]);
    }

    [Fact]
    public async Task Limit_OfTokens_IsGivenBackWhereTheProviderRefused()
    {
        HandDrivenGate gate = new("""
            { "providers": [ { "name": "alpha", "faults": [ { "for": "1h", "kind": "unavailable" } ] } ], "limits": [ { "per": "all", "of": "tokens", "limit": 100, "every": "1h" } ] }
            """);

        for (int request = 0; request < 10; request++) Assert.Equal(503, (await gate.Pass(prompt: 10, most: 50).Task).Refusal!.Status);

        Assert.Equal("90", gate.Pass(prompt: 10)["x-ratelimit-remaining-tokens"]);
    }

    private static long CallsOf(HandDrivenGate gate) => gate.State.Forwarding.Providers.Read(0).UpstreamCalls;

    /// <summary>From as many threads as there are; returns when each has asked.</summary>
    private static async Task<HandDrivenPassage[]> AllAtOnceAsync(HandDrivenGate gate, int count)
    {
        HandDrivenPassage[] passages = new HandDrivenPassage[count];
        await Parallel.ForAsync(0, count, TestContext.Current.CancellationToken, (index, _) =>
        {
            passages[index] = gate.Pass();
            return ValueTask.CompletedTask;
        });
        return passages;
    }

    /// <summary>What continues on another thread takes a moment.</summary>
    private static async Task UntilAsync(Func<bool> isThere)
    {
        while (!isThere()) await Task.Yield();
    }
}
