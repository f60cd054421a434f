using System.Text;
using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Answers;
using HotPath.Tests;

namespace HotPath.Soak.Tests.Telemetry.Answers;

public sealed class SlicesTests
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    [Fact]
    public void Figures_RequestsOfManyThreads_SumUpToTheWholeInEachDimension()
    {
        const int Threads = 4, Each = 5_000;
        Slices slices = new(Names(models: ["a", "b", "c"], endpoints: ["chat", "embeddings"], tenants: [("free", 1), ("paid", 3)]));

        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (int i = 0; i < Each; i++) RecordNumber(slices, (thread * Each) + i);
        });

        SliceSet by = slices.Figures(TenSeconds);
        const long All = Threads * Each;
        Assert.All([by.Model, by.Tenant, by.Provider, by.Route, by.Cache, by.Endpoint, by.Status, by.Transport], dimension =>
        {
            SliceFigures[] values = [.. dimension!.Values];
            Assert.Equal(All, values.Sum(value => value.Requests));
            Assert.Equal(All / 10, values.Sum(value => value.Failed));
            Assert.Equal(All * 7, values.Sum(value => value.Tokens));
            Assert.Equal(All * 100, values.Sum(value => value.Bytes));
            Assert.Equal(All, values.Sum(value => value.E2e?.Count ?? 0));
            Assert.Equal(All / 10.0, values.Sum(value => value.RatePerSecond), precision: 6);
        });
        Assert.Equal(All / 4, by.Tenant!["free"].Requests);
        Assert.Equal(["http1"], by.Transport!.Keys);
        Assert.Equal(All / 10, by.Status!["none"].Timeouts);
    }

    [Fact]
    public void Figures_MoreValuesThanAreKeptApart_PutsTheRestTogether()
    {
        Slices slices = new(Names());

        for (int i = 0; i < 50; i++) Record(slices, provider: $"p{i}");
        Record(slices, provider: "p0");
        Record(slices, provider: new string('x', 1_000));

        IReadOnlyDictionary<string, SliceFigures> providers = slices.Figures(TenSeconds).Provider!;
        Assert.Equal(SliceDimension.MostValues + 1, providers.Count);
        Assert.Equal((2, 50 - SliceDimension.MostValues + 1), (providers["p0"].Requests, providers["other"].Requests));
    }

    [Fact]
    public void Figures_ValueThatIsCalledAsTheRest_IsToldFromIt()
    {
        Slices slices = new(Names());

        Record(slices, provider: "other");
        for (int i = 0; i < SliceDimension.MostValues; i++) Record(slices, provider: $"p{i}");

        IReadOnlyDictionary<string, SliceFigures> providers = slices.Figures(TenSeconds).Provider!;
        Assert.Equal((1, 1), (providers["other"].Requests, providers["(other)"].Requests));
    }

    [Fact]
    public void Figures_OfCountsAlone_HasEachRequestAndNoLatency()
    {
        Slices slices = new(Names(), ofCountsAlone: true);

        for (int i = 0; i < 10; i++) RecordNumber(slices, i);

        Assert.Equal((2, 6, 4), (slices.CountOfCache(Slices.Hit), slices.CountOfProvider("beta"), slices.CountOfRoute(Slices.Fallback)));
        Assert.All(slices.Figures(TenSeconds).Status!.Values, status => Assert.True(status is { Requests: > 0, E2e: null, E2eService: null }));
    }

    [Fact]
    public void Cache_HitsMissesAndBypass_AreCountedInAnyCaseAndCompared()
    {
        Slices slices = new(Names());

        for (int i = 0; i < 400; i++) Record(slices, cache: i % 2 == 0 ? "HIT" : "hit", milliseconds: 5 + (i % 3));
        for (int i = 0; i < 100; i++) Record(slices, cache: "miss", milliseconds: 100 + (i % 10));
        for (int i = 0; i < 100; i++) Record(slices, cache: "Bypass", milliseconds: 100 + (i % 10));

        CacheFigures cache = slices.Cache()!;
        Assert.Equal((400, 100, 100, 0.8), (cache.Hits, cache.Misses, cache.Bypass, cache.HitRate));
        Assert.Equal(-98, cache.HitVsMissMs!.Estimate, tolerance: 0.3);
        Assert.InRange(cache.HitVsMissMs.High, -98, -96);
        Assert.InRange(cache.HitVsMissMs.Low, -100, -98);
        Assert.InRange(cache.HitVsMissP95Ms!.Estimate, -103, -101);
        Assert.True(cache.MissVsBypassMs is { Low: <= 0, High: >= 0 });
        Assert.Equal(["bypass", "hit", "miss"], slices.Figures(TenSeconds).Cache!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cache_TooFewForAnInterval_SaysNoDifference()
    {
        Slices slices = new(Names());

        for (int i = 0; i < 9; i++) Record(slices, cache: "hit");
        for (int i = 0; i < 100; i++) Record(slices, cache: "miss");

        Assert.Null(slices.Cache()!.HitVsMissMs);
    }

    [Fact]
    public void Cache_NoAnswerThatSpeaksOfOne_IsNull()
    {
        Slices slices = new(Names());

        Record(slices, cache: "expired");

        Assert.Null(slices.Cache());
    }

    [Fact]
    public void Fairness_TenantsByWeight_IsJainsIndex()
    {
        Slices slices = new(Names(tenants: [("free", 1), ("paid", 3)]));

        for (int i = 0; i < 400; i++) Record(slices, tenant: i % 4 == 0 ? 0 : 1);
        Assert.Equal(1, slices.Fairness()!.Value, precision: 9);

        for (int i = 0; i < 100; i++) Record(slices, tenant: 0); // now 200 of weight 1 and 300 of weight 3
        Assert.Equal(300.0 * 300 / (2 * ((200 * 200) + (100 * 100))), slices.Fairness()!.Value, precision: 9);
    }

    [Fact]
    public void Fairness_MoreTenantsThanAreKeptApart_IsOverAllOfThem()
    {
        (string Name, int Weight)[] tenants = [.. Enumerable.Range(0, 40).Select(i => ($"t{i}", 1))];
        Slices slices = new(Names(tenants: tenants));

        for (int i = 0; i < 400; i++) Record(slices, tenant: i % 40);

        Assert.Equal(1, slices.Fairness()!.Value, precision: 9);
        Assert.Equal(80, slices.Figures(TenSeconds).Tenant!["other"].Requests);
    }

    [Fact]
    public void Record_KnownValues_AllocatesNothing()
    {
        Slices slices = new(Names(models: ["a", "b"], endpoints: ["chat", "embeddings"], tenants: [("free", 1), ("paid", 3)]));

        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 1_000; i++) RecordNumber(slices, i);
        }));
    }

    private static void RecordNumber(Slices slices, int number)
    {
        bool isRight = number % 10 != 0;
        slices.Record(
            new SlicePlaces
            {
                Model = number % 2,
                Tenant = number % 4 == 0 ? 0 : 1,
                Endpoint = number % 2,
                Status = slices.PlaceOfStatus(isRight ? 200 : 0),
                Provider = slices.PlaceOfProvider(number % 3 == 0 ? "alpha"u8 : "beta"u8),
                Route = slices.PlaceOfRoute(number % 3 == 0 ? "fallback"u8 : "weighted"u8),
                Cache = slices.PlaceOfCache(number % 5 == 0 ? "hit"u8 : default),
            },
            new FinishedRequest { Outcome = isRight ? Outcome.Completed : Outcome.Timeout, IsRight = isRight, Tokens = 7, Bytes = 100, E2e = 5_000_000 + number });
    }

    private static void Record(Slices slices, string provider = "", string cache = "", int tenant = 0, double milliseconds = 1) => slices.Record(
        new SlicePlaces
        {
            Model = 0,
            Tenant = tenant,
            Endpoint = 0,
            Status = slices.PlaceOfStatus(200),
            Provider = slices.PlaceOfProvider(Encoding.ASCII.GetBytes(provider)),
            Route = slices.PlaceOfRoute(default),
            Cache = slices.PlaceOfCache(Encoding.ASCII.GetBytes(cache)),
        },
        new FinishedRequest { Outcome = Outcome.Completed, IsRight = true, E2eService = (long)(milliseconds * 1e6) });

    private static SliceNames Names(string[]? models = null, string[]? endpoints = null, (string Name, int Weight)[]? tenants = null) =>
        new(models ?? ["sim-small"], endpoints ?? ["chat"], tenants ?? [], "http1");
}
