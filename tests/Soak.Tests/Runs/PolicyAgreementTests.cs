using System.Text;
using HotPath.Soak.Machine;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Answers;

namespace HotPath.Soak.Tests.Runs;

public sealed class PolicyAgreementTests
{
    private static readonly Scenario Scenario = new()
    {
        Name = "x",
        Workload = [new RequestGroup { Name = "chat" }],
        Gateway = new GatewaySettings { Cache = new CacheSettings() },
    };

    /// <summary>Before the run the gateway had counted already.</summary>
    private static readonly GatewayStats Before = Stats(new CacheStats(100, 10, 1), failovers: 7, limited: 50, new() { ["alpha"] = new(110, 3, 4) });

    private readonly RunRecorder _recorder = new(Scenario, recordingThreads: 1);

    public PolicyAgreementTests()
    {
        Slices warmUp = _recorder.WarmUpAnswers!.Slices!;
        Slices measured = _recorder.MeasuredAnswers!.Slices!;
        Record(warmUp, "alpha", "priority", "miss");
        Record(measured, "alpha", "cache", "hit");
        Record(measured, "alpha", "cache", "hit");
        Record(measured, "beta", "fallback", "miss");
        Record(measured, "beta", "fallback", "bypass");
        for (int refusal = 0; refusal < 3; refusal++) _recorder.Measured[0].Counters.AddStatus(429);
    }

    private static GatewayStats Agreeing => Stats(
        new CacheStats(102, 12, 2), failovers: 9, limited: 53, new() { ["alpha"] = new(113, 3, 4), ["beta"] = new(2, 0, 0) });

    [Fact]
    public void Compare_SameCountsWarmUpIncluded_FindsNothing() => Assert.Empty(Differences(Agreeing));

    [Fact]
    public void Compare_HitThatTheGatewayGaveAsAMiss_NamesBoth() => Assert.Equal(
        ["cache hits: the generator counted 2, the gateway 1", "cache misses: the generator counted 2, the gateway 3"],
        Differences(Agreeing with { Cache = new CacheStats(101, 13, 2) }));

    [Fact]
    public void Compare_BypassThatTheGatewayDidNotSee_IsNamed() => Assert.Equal(
        ["answers that went by the cache: the generator counted 1, the gateway 0"], Differences(Agreeing with { Cache = new CacheStats(102, 12, 1) }));

    [Fact]
    public void Compare_AnswerOfAnotherProvider_NamesBoth() => Assert.Equal(
        ["answers of provider alpha: the generator counted 3, the gateway 4", "answers of provider beta: the generator counted 2, the gateway 1"],
        Differences(Agreeing with { Providers = new Dictionary<string, ProviderStats> { ["alpha"] = new(114, 3, 4), ["beta"] = new(1, 0, 0) } }));

    [Fact]
    public void Compare_FailoverThatNoAnswerTold_IsNamed() => Assert.Equal(
        ["failovers: the generator counted 2, the gateway 3"], Differences(Agreeing with { Failovers = 10 }));

    [Theory]
    [InlineData(52, 2)]
    [InlineData(54, 4)]
    public void Compare_RefusalsOtherThanTheLimits_AreNamed(long limited, long ofThisRun) => Assert.Equal(
        [$"requests turned away by a limit: the generator counted 3, the gateway {ofThisRun}"], Differences(Agreeing with { Limited = limited }));

    [Fact]
    public void Compare_RefusalsThatMayBeAProviders_AreNotHeldAgainstTheLimits() => Assert.Empty(Differences(
        Agreeing with { Limited = 51, Providers = new Dictionary<string, ProviderStats> { ["alpha"] = new(113, 5, 4), ["beta"] = new(2, 0, 0) } }));

    [Fact]
    public void Compare_RefusalsThatMayBeAFaults_AreNotHeldAgainstTheLimits() => Assert.Empty(Differences(
        Agreeing with { Limited = 51, Faults = new Dictionary<string, long> { ["reject"] = 2 } }));

    [Fact]
    public void Compare_RequestsWhoseFateIsUnknown_MayHaveBeenAnyOfThem()
    {
        _recorder.Measured[0].Counters.Add(Outcome.Timeout);

        Assert.Empty(Differences(Agreeing with { Cache = new CacheStats(103, 12, 2), Failovers = 10, Limited = 54 }, unknown: 1));
        Assert.Single(Differences(Agreeing with { Cache = new CacheStats(104, 12, 2) }, unknown: 1));
    }

    [Fact]
    public void Compare_EarlierAttempts_MayHaveBeenAnyButRefusals()
    {
        _recorder.Measured[0].Counters.Add(Counter.Retries);

        Assert.Empty(Differences(Agreeing with { Cache = new CacheStats(102, 13, 2), Failovers = 10 }));
        Assert.Single(Differences(Agreeing with { Limited = 54 })); // each attempt's status is counted
    }

    [Fact]
    public void Compare_GatewayWithoutAny_FindsNothing() =>
        Assert.Empty(Differences(Stats(cache: null, failovers: null, limited: null, providers: null)));

    private IReadOnlyList<string> Differences(GatewayStats after, long unknown = 0)
    {
        CounterSet all = new();
        foreach (GroupRecorder group in _recorder.WarmUp.Concat(_recorder.Measured)) all.Add(group.Counters);
        CountComparison comparison = new(unknown);

        PolicyAgreement.Compare(Before, after, _recorder, all, comparison);

        return comparison.Differences;
    }

    private static void Record(Slices slices, string provider, string route, string cache) => slices.Record(
        new SlicePlaces
        {
            Model = 0,
            Tenant = 0,
            Endpoint = 0,
            Status = slices.PlaceOfStatus(200),
            Provider = slices.PlaceOfProvider(Encoding.ASCII.GetBytes(provider)),
            Route = slices.PlaceOfRoute(Encoding.ASCII.GetBytes(route)),
            Cache = slices.PlaceOfCache(Encoding.ASCII.GetBytes(cache)),
        },
        new FinishedRequest { Outcome = Outcome.Completed, IsRight = true, E2e = 1_000_000, E2eService = 1_000_000 });

    private static GatewayStats Stats(CacheStats? cache, long? failovers, long? limited, Dictionary<string, ProviderStats>? providers) => new()
    {
        Requests = new Dictionary<string, IReadOnlyDictionary<string, long>>(),
        Streams = new StreamStats(0, 0, 0, 0),
        CompletedTokens = 0,
        Cache = cache,
        Failovers = failovers,
        Limited = limited,
        Providers = providers,
        Process = ProcessSample.Read(),
    };
}
