using HotPath.Soak.Gateway;
using HotPath.Soak.Gateway.Providers;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway.Providers;

public sealed class ProviderFaultsTests
{
    private const long Millisecond = TokenWheel.TickNanoseconds;

    [Theory]
    [InlineData(99, 200)]
    [InlineData(100, 502)]
    [InlineData(149, 502)]
    [InlineData(150, 200)]
    public async Task Unavailable_AroundItsTime_FailsAtOnceOnlyWithin(int milliseconds, int status)
    {
        HandDrivenGate gate = With("\"faults\": [ { \"at\": \"100ms\", \"for\": \"50ms\", \"kind\": \"unavailable\", \"status\": 502 } ]");
        gate.Turn(milliseconds);

        HandDrivenPassage passage = gate.Pass();

        Assert.True(passage.Task.IsCompleted);
        Assert.Equal(status, (await passage.Task).Refusal?.Status ?? 200);
    }

    [Fact]
    public async Task Errors_FailWhenTheFirstTokenWouldBeDue()
    {
        HandDrivenGate gate = With("\"ttft\": \"constant(30ms)\", \"faults\": [ { \"for\": \"1s\", \"kind\": \"errors\", \"status\": 500 } ]");
        HandDrivenPassage passage = gate.Pass();
        gate.Turn(29);
        Assert.False(passage.Task.IsCompleted);

        Passage decided = await gate.DriveAsync(passage);

        Assert.Equal(500, decided.Refusal!.Status);
        Assert.Equal("alpha", passage["X-Upstream-Provider"]);
        Assert.True(double.Parse(passage["x-hotpath-upstream-ms"], System.Globalization.CultureInfo.InvariantCulture) >= 30);
    }

    [Fact]
    public async Task Slow_PutsItsTimeBeforeTheFirstToken()
    {
        HandDrivenGate gate = With("\"ttft\": \"constant(30ms)\", \"faults\": [ { \"for\": \"1s\", \"kind\": \"slow\", \"by\": \"500ms\" } ]");

        HandDrivenPassage passage = gate.Pass();

        Assert.Equal(500 * Millisecond, (await passage.Task).Serving.StartAt);
        Assert.Equal("530", passage["x-hotpath-upstream-ms"]);
    }

    [Fact]
    public async Task Capacity_WhenAllIsTaken_RefusesUntilOneIsOver()
    {
        HandDrivenGate gate = With("\"capacity\": 2");
        HandDrivenPassage[] open = [gate.Pass(), gate.Pass(), gate.Pass()];
        Assert.Equal([null, null, 503], open.Select(passage => passage.Task.Result.Refusal?.Status));

        await open[0].EndAsync();
        HandDrivenPassage next = gate.Pass();

        Assert.Null((await next.Task).Refusal);
        Assert.Equal(new ProviderCounts("alpha", 4, 1, 0, 1, 0, 2, 4, 7, null), Assert.Single(gate.State.Forwarding.Providers.Read(0).Providers));
    }

    [Fact]
    public async Task Capacity_ManyAtOnce_IsNeverExceeded()
    {
        HandDrivenGate gate = With("\"capacity\": 50");
        int refused = 0;

        await Parallel.ForAsync(0, 300, TestContext.Current.CancellationToken, async (seed, _) =>
        {
            if ((await gate.Pass(seed).Task).Refusal is not null) Interlocked.Increment(ref refused);
        });

        Assert.Equal(250, refused);
        Assert.Equal((300, 250, 50), gate.State.Forwarding.Providers.Read(0).Providers.Select(provider => (provider.Attempts, provider.Refused, provider.InFlight)).Single());
    }

    [Fact]
    public async Task ErrorRate_OfManySeeds_IsItsShareAndTheSameAgain()
    {
        bool[] first = await FailuresAsync();
        bool[] second = await FailuresAsync();

        Assert.Equal(first, second);
        Assert.InRange(first.Count(failed => failed), 150, 250); // 200 +- 4 standard deviations of 12.6

        static async Task<bool[]> FailuresAsync()
        {
            HandDrivenGate gate = With("\"errorRate\": 0.2, \"errorStatus\": 500");
            List<bool> failures = [];
            for (int seed = 0; seed < 1_000; seed++)
            {
                failures.Add((await gate.Pass(seed).Task).Refusal is { Status: 500 });
            }

            return [.. failures];
        }
    }

    [Fact]
    public async Task Set_OtherProviders_KeepsWhatIsInHandAndCountsOn()
    {
        HandDrivenGate gate = With("\"capacity\": 1");
        HandDrivenPassage open = gate.Pass();

        gate.State.Forwarding.SetUpstreams(HandDrivenGate.SettingsOf("""{ "providers": [ { "name": "alpha", "capacity": 1 }, { "name": "beta" } ], "routing": { "policy": "priority" } }""").Upstreams);
        Assert.Equal(503, (await gate.Pass().Task).Refusal!.Status);
        await open.EndAsync();

        Assert.Equal("alpha", gate.Pass()["X-Upstream-Provider"]);
        Assert.Equal(3, gate.State.Forwarding.Providers.Read(0).Providers[0].Attempts);
    }

    [Fact]
    public void FaultAt_SeveralAtOneTime_IsTheFirst()
    {
        Provider provider = new("alpha");
        ProviderFault first = new(ProviderFaultKind.Slow, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        ProviderFault second = new(ProviderFaultKind.Errors, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        provider.Set(new ProviderSettings { Name = "alpha", Faults = [first, second] }, new GatewaySettings(), breaker: null, now: 0);

        Assert.Equal([second, first, second, null], ((double[])[0.5, 1.5, 2.5, 3.5]).Select(seconds => provider.FaultAt((long)(seconds * 1e9))));
    }

    private static HandDrivenGate With(string members) => new($$"""{ "ttft": "constant(0ms)", "providers": [ { "name": "alpha", {{members}} } ] }""");
}
