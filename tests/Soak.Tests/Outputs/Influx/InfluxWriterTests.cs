using HotPath.Analysis.Results;
using HotPath.Soak.Outputs.Influx;
using HotPath.Soak.Tests.Load;
using HotPath.Soak.Tests.Reports;

namespace HotPath.Soak.Tests.Outputs.Influx;

public sealed class InfluxWriterTests
{
    private static readonly RunResult Run = SampleRuns.Passed;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public void Write_Interval_IsEachOfItsFiguresWithTheStampOfItsEnd()
    {
        IntervalResult interval = SampleRuns.Interval(3) with
        {
            Requests = SampleRuns.Interval(3).Requests with { ByOutcome = new Dictionary<string, long> { ["completed"] = 49, ["timeout"] = 1, ["corrupt"] = 0 }, ByStatus = new Dictionary<string, long> { ["200"] = 49 } },
        };

        IReadOnlyList<InfluxPoint> points = InfluxPoint.Read(Lines(lines => InfluxLines.Write(lines, Run, interval)));

        Assert.All(points, point => Assert.Equal(
            ((Run.StartedAt.ToUnixTimeMilliseconds() + 4_000) * 1_000_000, "streaming-soak", Run.Id), (point.Nanoseconds, point.Tags["scenario"], point.Tags["run"])));
        InfluxPoint requests = points.Single(point => point.Measurement == "hotpath_requests");
        Assert.Equal([50L, 50.0, 0.02], [requests.Fields["finished"], requests.Fields["ratePerSecond"], requests.Fields["errorRate"]]);
        Assert.Equal(["completed 49", "timeout 1"], points.Where(point => point.Measurement == "hotpath_outcomes").Select(point => $"{point.Tags["outcome"]} {point.Fields["count"]}"));
        InfluxPoint ttft = points.Single(point => point.Measurement == "hotpath_latency" && point.Tags["latency"] == "ttft");
        Assert.Equal((interval.Latency.Ttft!.Count, interval.Latency.Ttft.P99), ((long)ttft.Fields["count"], (double)ttft.Fields["p99"]));
        Assert.Equal(["generator", "gateway"], points.Where(point => point.Measurement == "hotpath_process").Select(point => point.Tags["process"]));
        Assert.Equal(["chat-short", "chat-long"], points.Where(point => point.Measurement == "hotpath_group").Select(point => point.Tags["group"]));
        Assert.Equal(points.Count, points.Select(point => $"{point.Measurement} {string.Join(' ', point.Tags.Values)}").Distinct().Count()); // else one would replace another
    }

    [Fact]
    public void Write_HostileNames_StayWithinTheirPlaces()
    {
        RunResult run = SampleRuns.Hostile with { Scenario = "a,b =c\\", Id = "x\ny" };

        IReadOnlyList<InfluxPoint> points = InfluxPoint.Read(Lines(lines =>
        {
            InfluxLines.Write(lines, run, SampleRuns.Interval(0));
            InfluxLines.Write(lines, run, Event(1) with { Text = "say \"a\\b\"\nand more" });
        }));

        Assert.All(points, point => Assert.Equal(("a,b =c/", "x y"), (point.Tags["scenario"], point.Tags["run"])));
        Assert.Equal("say \"a\\b\" and more", points.Single(point => point.Measurement == "hotpath_events").Fields["text"]);
    }

    [Fact]
    public void Write_NoFieldAndNoTag_WritesNeither()
    {
        string text = Lines(lines =>
        {
            lines.Begin("a", ("empty", ""), ("b", "c")).Field("none", (double?)null).Field("not", double.NaN).End(DateTimeOffset.UnixEpoch);
            lines.Begin("d", ("empty", "")).Field("e", 1.5).End(DateTimeOffset.UnixEpoch.AddTicks(1));
        });

        Assert.Equal("d e=1.5 100\n", text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("secret")]
    public async Task Tell_Intervals_AreWrittenWithTheToken(string? token)
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("", status: 204));
        await using InfluxWriter influx = new(new Uri(server.Url, "/write?db=hotpath"), token);

        for (int i = 0; i < 5; i++) influx.Tell(Run, SampleRuns.Interval(i));
        influx.Tell(Run, Event(5));
        OutputFigures told = await influx.FinishAsync(Long);

        Assert.Equal(new OutputFigures { Sent = 6 }, told);
        InfluxPoint[] points = [.. server.Bodies.OrderBy(body => body.Key).SelectMany(body => InfluxPoint.Read(body.Value))];
        Assert.Equal(5, points.Count(point => point.Measurement == "hotpath_requests"));
        Assert.Equal("rate > 1", points.Single(point => point.Measurement == "hotpath_events").Fields["expression"]);
        Assert.All(server.Heads, head =>
        {
            Assert.StartsWith("POST /write?db=hotpath HTTP/1.1\r\n", head, StringComparison.Ordinal);
            Assert.Equal(token is not null, head.Contains("Authorization: Token secret\r\n", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Tell_DatabaseThatIsAwayForAWhile_IsToldAgainUntilItTakesIt()
    {
        await using ScriptedServer server = new(number => ScriptedAnswer.Json("starting", status: number < 2 ? 503 : 204));
        await using InfluxWriter influx = new(new Uri(server.Url, "/write?db=hotpath"), token: null);

        influx.Tell(Run, SampleRuns.Interval(0));
        OutputFigures told = await influx.FinishAsync(Long);

        Assert.Equal(new OutputFigures { Sent = 1 }, told);
        Assert.Equal(3, server.Requests);
        Assert.Equal(server.Bodies[0], server.Bodies[2]); // the same points: twice is once
    }

    [Fact]
    public async Task Tell_DatabaseThatRefuses_IsCountedAndNotToldAgain()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("database not found", status: 404));
        await using InfluxWriter influx = new(new Uri(server.Url, "/write?db=hotpath"), token: null);

        influx.Tell(Run, SampleRuns.Interval(0));
        OutputFigures told = await influx.FinishAsync(Long);

        Assert.Equal(new OutputFigures { Failed = 1, Problem = "404 database not found" }, told);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Tell_DatabaseThatNeverAnswers_HoldsNobodyUpAndWhatIsTooMuchIsDropped()
    {
        const int TooMany = 9;
        await using ScriptedServer server = new(_ => new ScriptedAnswer(AnswerEnd.Hang));
        await using InfluxWriter influx = new(new Uri(server.Url, "/write?db=hotpath"), token: null);
        influx.Tell(Run, SampleRuns.Interval(0));
        while (server.Requests == 0) await Task.Yield(); // the first is taken out of the queue

        for (int i = 0; i < InfluxWriter.MostWaiting + TooMany; i++) influx.Tell(Run, SampleRuns.Interval(i)); // ends: nothing waits
        OutputFigures told = await influx.FinishAsync(TimeSpan.Zero);

        Assert.Equal(new OutputFigures { Failed = InfluxWriter.MostWaiting + 1, Dropped = TooMany, Problem = "not taken before the run was over" }, told);
    }

    private static string Lines(Action<LineProtocol> write)
    {
        LineProtocol lines = new();
        write(lines);
        return lines.ToString();
    }

    private static RunEvent Event(int second) => new()
    {
        At = DateTimeOffset.UnixEpoch.AddSeconds(second),
        ElapsedSeconds = second,
        Kind = RunEventKind.AlertFiring,
        Text = "ALERT: rate > 1",
        Expression = "rate > 1",
        Actual = 0.5,
        Limit = 1,
    };
}
