using System.Text;
using HotPath.Analysis.Results;
using HotPath.Gate.Peers;
using HotPath.Gate.Peers.Tools;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class HotPathToolTests
{
    public static TheoryData<string, bool> WorksAndVersionsOfHttp() => new(
        from work in WorkCatalog.All()
        from overHttp2 in (bool[])[false, true]
        select (work.Name, overHttp2));

    [Theory]
    [MemberData(nameof(WorksAndVersionsOfHttp))]
    public void ScenarioOf_AnyWork_IsOneThatSoakReadsAndMeansTheSame(string name, bool overHttp2)
    {
        Work work = WorkCatalog.All().Single(work => work.Name == name);
        ToolOrder order = new(work, new Uri("https://127.0.0.1:8443/small/v1/chat/completions"), RunTimes.Of(work, warmUp: 5, seconds: 8, leavesOutWarmUp: true), "folder");

        ScenarioReading reading = ScenarioReader.Read(Encoding.UTF8.GetBytes(HotPathTool.ScenarioOf(order, overHttp2)), "scenario.json", ThresholdParser.ProblemOf);

        Assert.Empty(reading.Problems);
        Scenario scenario = reading.Scenario!;
        Assert.Equal(new Uri("https://127.0.0.1:8443/small/v1"), scenario.Url);
        Assert.Equal(overHttp2 ? Transport.Http2 : Transport.Http1, scenario.Target.Transport);
        Assert.Equal(work.Streams, scenario.Workload.Single().Stream);
        Assert.Equal(TimeSpan.FromSeconds(order.Times.WarmUp), scenario.Load.WarmUp);
        Assert.Equal(TimeSpan.FromSeconds(order.Times.Load), scenario.Load.Duration);
        Assert.Equal(work.RatePerSecond is not null, scenario.Load is OpenLoad);
        Assert.Equal(work.Reconnects ? 1 : null, scenario.Target.Connections.Requests);
    }

    [Fact]
    public void Reading_OfRequests_TakesTheirTimesAndCountsWhatWasNotStartedAsFailed()
    {
        RunResult run = RunWith(new LatencyFigures
        {
            E2e = new LatencySummary { P50 = 0.4, P99 = 1.5 },
            Gap = new LatencySummary { P50 = 50, P99 = 51 },
            ScheduleLag = new LatencySummary { P50 = 0.02, P99 = 0.3 },
        });

        ToolReading reading = HotPathTool.Reading(run, WorkCatalog.All()[0]);

        Assert.Equal(new ToolReading(90, 10 + 5) { P50Ms = 0.4, P99Ms = 1.5, LagP50Ms = 0.02, LagP99Ms = 0.3 }, reading);
    }

    [Fact]
    public void Reading_OfPacedStreams_TakesTheGapsBetweenEvents()
    {
        RunResult run = RunWith(new LatencyFigures { E2e = new LatencySummary { P50 = 5_000, P99 = 7_000 }, Gap = new LatencySummary { P50 = 50, P99 = 51 } });

        ToolReading reading = HotPathTool.Reading(run, WorkCatalog.All().Single(work => work.Name == Work.PacedName));

        Assert.Equal((50d, 51d), (reading.P50Ms, reading.P99Ms));
    }

    [Fact]
    public void Reading_OfStreamsWithAKnownSchedule_TellsHowLateTheirFirstEventsCame()
    {
        Work work = WorkCatalog.All().Single(work => work.Name == "paced-3000");
        RunResult run = RunWith(new LatencyFigures { TtftService = new LatencySummary { P50 = 50.8, P99 = 53.5 } });

        ToolReading reading = HotPathTool.Reading(run, work);

        Assert.Equal(0.8, reading.ArrivalP50Ms!.Value, precision: 9);
        Assert.Equal(3.5, reading.ArrivalP99Ms!.Value, precision: 9);
    }

    [Fact]
    public void Reading_OfConnections_SaysHowManyTookUpASession()
    {
        RunResult run = RunWith(new LatencyFigures()) with { Tls = new TlsFigures { Full = 1, Resumed = 3 } };

        Assert.Equal(75, HotPathTool.Reading(run, WorkCatalog.All()[0]).ResumedPercent);
    }

    private static RunResult RunWith(LatencyFigures latency) => new()
    {
        Id = "run",
        Scenario = "peers-small",
        Seed = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        DurationSeconds = 1,
        Topology = "target",
        Environment = new RunEnvironment
        {
            Version = "1", OperatingSystem = "any", Architecture = "any", ProcessorCount = 1, MemoryMB = 1, Runtime = "any", GarbageCollector = "any", Command = "any",
        },
        Requests = new RequestFigures { Finished = 100, NotStarted = 5, ByOutcome = new Dictionary<string, long> { ["completed"] = 90, ["timeout"] = 10 } },
        Latency = latency,
    };
}
