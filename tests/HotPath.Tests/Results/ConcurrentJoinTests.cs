using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Analysis.Results;

namespace HotPath.Tests.Results;

public sealed class ConcurrentJoinTests
{
    private static readonly RunResult[] Parts = [Part(1, behind: 0, seconds: 20), Part(2, behind: 1.5, seconds: 10), Part(3, behind: 0.5, seconds: 30)];

    public static TheoryData<int, int, int> Orders => new() { { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

    [Theory]
    [MemberData(nameof(Orders))]
    public void Of_ThreeRuns_AreTheSameInAnyOrderAndHoweverTheyAreTakenTogether(int first, int second, int third)
    {
        RunResult joined = ConcurrentJoin.Of(ConcurrentJoin.Of(Parts[0], Parts[1]), Parts[2]);

        AssertAlike(joined, ConcurrentJoin.Of(ConcurrentJoin.Of(Parts[first], Parts[second]), Parts[third]));
        AssertAlike(joined, ConcurrentJoin.Of(Parts[first], ConcurrentJoin.Of(Parts[second], Parts[third])));
    }

    [Fact]
    public void Of_RunsThatOverlap_CountFromTheFirstStartToTheLastEnd()
    {
        RunResult joined = ConcurrentJoin.Of(Parts[1], Parts[2]);

        Assert.Equal((Parts[2].StartedAt, 30), (joined.StartedAt, joined.DurationSeconds));
        Assert.Equal(((10 * Parts[1].Requests.RatePerSecond) + (30 * Parts[2].Requests.RatePerSecond)) / 30, joined.Requests.RatePerSecond, 9);
        Assert.Equal(31.5, ConcurrentJoin.Of(Parts[0], Parts[0] with { StartedAt = Parts[0].StartedAt.AddSeconds(11.5) }).DurationSeconds, 9);
    }

    [Fact]
    public void Of_RunsOfOneTime_SumTheirRates()
    {
        RunResult joined = ConcurrentJoin.Of(Parts[0], Part(5, behind: 0, seconds: 20));

        Assert.Equal(6 * Parts[0].Requests.RatePerSecond, joined.Requests.RatePerSecond, 9);
        Assert.Equal(6 * Parts[0].Streams.TokensPerSecond, joined.Streams.TokensPerSecond, 9);
        Assert.Equal(6 * Parts[0].Connections.ChurnPerSecond, joined.Connections.ChurnPerSecond, 9);
        Assert.Equal(6 * Parts[0].By!.Tenant!["one"].RatePerSecond, joined.By!.Tenant!["one"].RatePerSecond, 9);
        Assert.Equal(6 * Parts[0].Metrics!["one"].SumPerSecond!.Value, joined.Metrics!["one"].SumPerSecond!.Value, 9);
    }

    /// <summary>Whoever adds a count to the file finds here that it must be summed, or why not.</summary>
    [Fact]
    public void Of_EveryCount_IsTheSumButWhereSaid()
    {
        string[] notSummed =
        [
            "schemaVersion", "seed", "modelsListed", "gatewayRestarts", // the same of each
            "durationSeconds", "recordedSeconds", "environment.processorCount", "environment.memoryMB", // the time of both, the smaller machine
            "generator.threads", "generator.openFiles", "generator.timers", "generator.threadPool.threadsPeak", "generator.threadPool.queuePeak", // the most of any
            "generator.heap.pinnedObjects", "generator.heap.committedMB", // the larger heap as a whole
        ];
        RunResult one = Part(1, behind: 0, seconds: 20) with { Gateway = null };

        JsonNode single = Node(one);
        JsonNode twice = Node(ConcurrentJoin.Of(one, one));

        List<string> wrong = [];
        foreach ((string path, long count) in Counts(single, ""))
        {
            if (notSummed.Contains(path) || At(twice, path) is not { } joined) continue; // left out of the whole
            if (joined.GetValue<double>() != 2 * count) wrong.Add($"{path} is {joined}, of twice {count}");
        }

        Assert.Empty(wrong);
        Assert.Equal(2 * one.Connections.OpenPeak, At(twice, "connections.openPeak")!.GetValue<long>());
        Assert.Equal(2 * one.Tls!.Failures["one"], At(twice, "tls.failures.one")!.GetValue<long>());
    }

    [Fact]
    public void Of_Shares_AreOfBothTogether()
    {
        RunResult joined = ConcurrentJoin.Of(
            Parts[0] with { Requests = new RequestFigures { Scheduled = 300, Finished = 300, ErrorRate = 0.1 }, Cache = new CacheFigures { Hits = 3, Misses = 1, HitRate = 0.75 }, Cost = Cost(dollars: 3, perMillion: 2) },
            Parts[1] with { Requests = new RequestFigures { Scheduled = 100, Finished = 100, ErrorRate = 0.02 }, Cache = new CacheFigures { Hits = 0, Misses = 4, HitRate = 0 }, Cost = Cost(dollars: 1, perMillion: 4) });

        Assert.Equal(0.08, joined.Requests.ErrorRate, 9);
        Assert.Equal((3, 0.375), (joined.Cache!.Hits, joined.Cache.HitRate));
        Assert.Equal((4, 4), (joined.Cost!.Total, joined.Cost.ByModel["m"]));
        Assert.Equal(4 / 1.75, joined.Cost.PerMillionTokens["m"], 9); // 1.5 million tokens and a quarter of one
        Assert.Equal(10, joined.Cost.Per1000Requests!.Value, 9);
    }

    [Fact]
    public void Of_DistributionsThatAreInNoLog_KeepWhatIsExactAndClaimNoPercentile()
    {
        SliceFigures slice = ConcurrentJoin.Of(WithSlice(count: 30, min: 2, mean: 10, max: 40), WithSlice(count: 10, min: 1, mean: 30, max: 35)).By!.Tenant!["one"];

        Assert.Equal(new LatencySummary { Count = 40, Min = 1, Mean = 15, Max = 40 }, slice.Ttft);
        Assert.Null(ConcurrentJoin.Of(Parts[0], Parts[1]).Connections.AgeSeconds);
        Assert.Equal((null, null), (ConcurrentJoin.Of(Parts[0], Parts[1]).Metrics!["one"].P99, ConcurrentJoin.Of(Parts[0], Parts[1]).Cache!.HitVsMissMs));

        static RunResult WithSlice(long count, double min, double mean, double max) => Parts[0] with
        {
            By = new SliceSet { Tenant = new Dictionary<string, SliceFigures> { ["one"] = new() { Requests = count, Ttft = new LatencySummary { Count = count, Min = min, Mean = mean, P50 = 9, P99 = 20, Max = max } } } },
        };
    }

    [Fact]
    public void Of_OneGatewayOfBoth_IsSeenOnceAndItsBytesAreSharedByAll()
    {
        RunResult one = Parts[2] with { Streams = new StreamFigures { Events = 100 }, Gateway = Gateway(cpu: 50, bytesAnEvent: 8) };
        RunResult other = Parts[1] with { Streams = new StreamFigures { Events = 300 }, Gateway = Gateway(cpu: 40, bytesAnEvent: 2) };

        GatewayFigures same = ConcurrentJoin.Of(one, other).Gateway!;
        GatewayFigures ofEach = ConcurrentJoin.Of(Embedded(one), Embedded(other)).Gateway!;

        Assert.Equal((50, 5, 2.0), (same.CpuPercent, same.Gc.Gen0, same.AllocatedBytesPerEvent)); // 800 bytes of what the longer one saw, over 400 events
        Assert.Equal((50, 10, 3.5), (ofEach.CpuPercent, ofEach.Gc.Gen0, ofEach.AllocatedBytesPerEvent)); // 1,400 bytes of both
        Assert.Equal((4, 0.25, 9.0), (ofEach.Pacing!.Coalesced, ofEach.Pacing.CoalescedShare, ofEach.Pacing.Late!.P99));

        static GatewayFigures Gateway(double cpu, double bytesAnEvent) => new()
        {
            CpuPercent = cpu,
            Gc = new GcFigures { Gen0 = 5 },
            AllocatedBytesPerEvent = bytesAnEvent,
            Pacing = new PacingFigures { Gap = new LatencySummary { Count = 8 }, Coalesced = 2, CoalescedShare = 0.25, Late = new LatencySummary { Count = 8, P99 = cpu == 50 ? 9 : 3 } },
        };
        static RunResult Embedded(RunResult run) => run with { Environment = run.Environment with { Target = null } };
    }

    [Fact]
    public void Of_GatewaysThatWereCompared_AgreeWhereAllDo()
    {
        bool? Joined(bool? one, bool? other) => ConcurrentJoin.Of(With(one), With(other)).Integrity.GatewayAgrees;

        Assert.Equal((true, false, false, null), (Joined(true, true), Joined(true, false), Joined(false, null), Joined(true, null)));

        static RunResult With(bool? agrees) => Parts[0] with { Integrity = new IntegrityFigures { GatewayAgrees = agrees } };
    }

    /// <summary>A run all of whose counts are filled, so many times over.</summary>
    private static RunResult Part(int times, double behind, double seconds)
    {
        RunResult filled = Filled.Run;
        JsonNode node = Node(filled);
        foreach ((string path, long count) in Counts(node, ""))
        {
            if (path is not ("schemaVersion" or "seed")) Set(node, path, times * count);
        }

        RunResult run = node.Deserialize(RecordedFormat.Run)!;
        double rate = 10 * times;
        return run with
        {
            StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(100 + behind),
            DurationSeconds = seconds,
            RecordedSeconds = seconds + 1,
            Requests = run.Requests with { RatePerSecond = rate },
            Streams = run.Streams with { TokensPerSecond = rate },
            Connections = run.Connections with { ChurnPerSecond = rate },
            By = run.By! with { Tenant = new Dictionary<string, SliceFigures> { ["one"] = run.By.Tenant!["one"] with { RatePerSecond = rate } } },
            Generator = run.Generator! with { Heap = run.Generator.Heap! with { CommittedMB = 100 * times } },
            Metrics = new Dictionary<string, OwnMetricFigures> { ["one"] = run.Metrics!["one"] with { SumPerSecond = rate } },
        };
    }

    private static CostFigures Cost(double dollars, double perMillion) => new()
    {
        Total = dollars,
        Per1000Requests = 10,
        ByModel = new Dictionary<string, double> { ["m"] = dollars },
        PerMillionTokens = new Dictionary<string, double> { ["m"] = perMillion },
    };

    private static JsonNode Node(RunResult run) => JsonSerializer.SerializeToNode(run, ResultFormat.Run)!;

    /// <summary>Whole numbers: of the filled run no other number is one.</summary>
    private static List<(string Path, long Count)> Counts(JsonNode node, string prefix)
    {
        List<(string, long)> counts = [];
        foreach ((string name, JsonNode? member) in node.AsObject())
        {
            if (member is JsonObject inner) counts.AddRange(Counts(inner, $"{prefix}{name}."));
            else if (member is JsonValue value && value.GetValueKind() is JsonValueKind.Number && double.IsInteger(value.GetValue<double>())) counts.Add(($"{prefix}{name}", (long)value.GetValue<double>()));
        }

        return counts;
    }

    private static JsonNode? At(JsonNode node, string path) => path.Split('.').Aggregate((JsonNode?)node, (inner, name) => inner?[name]);

    private static void Set(JsonNode node, string path, long value)
    {
        int last = path.LastIndexOf('.');
        JsonNode owner = last < 0 ? node : At(node, path[..last])!;
        owner[path[(last + 1)..]] = value;
    }

    // Who it is, and which of several texts stands, are those of the first.
    private static void AssertAlike(RunResult expected, RunResult actual) =>
        AssertAlike(Node(expected with { Seed = 0 }), Node(actual with { Seed = 0 }), "");

    private static void AssertAlike(JsonNode? expected, JsonNode? actual, string path)
    {
        if (expected is JsonObject members)
        {
            foreach (string name in members.Select(member => member.Key).Union(actual!.AsObject().Select(member => member.Key))) AssertAlike(expected[name], actual[name], $"{path}.{name}");
        }
        else if (expected is JsonValue value && value.GetValueKind() is JsonValueKind.Number)
        {
            Assert.True(actual is not null && Math.Abs(actual.GetValue<double>() - value.GetValue<double>()) <= 1e-9 * Math.Abs(value.GetValue<double>()), $"{path} is {actual}, and {expected} was expected.");
        }
        else
        {
            Assert.True(JsonNode.DeepEquals(expected, actual), $"{path} is {actual}, and {expected} was expected.");
        }
    }
}
