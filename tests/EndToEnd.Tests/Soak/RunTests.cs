using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>Whole runs of the program against its embedded gateway.</summary>
public sealed class RunTests : IDisposable
{
    /// <summary>Short answers and a short warm-up: these tests are about what is counted, not about figures.</summary>
    private const string Quick = """
        {
          "name": "quick",
          "load": { "warmUp": "500ms", "stages": [ { "for": "2s", "rate": "40/s" } ] },
          "workload": [
            { "name": "stream", "weight": 3, "prompts": ["one", "two"] },
            { "name": "whole", "stream": false },
            { "name": "vector", "endpoint": "embeddings", "prompts": ["a text"] },
            { "name": "list", "endpoint": "models" }
          ],
          "gateway": { "ttft": "constant(5ms)", "itl": "constant(2ms)", "tokens": "uniform(5, 30)" FAULTS }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_EmbeddedGateway_PassesAndEverythingAddsUp()
    {
        string results = _folder.NewPath("results");

        (int exitCode, _, _) = await SoakProcess.RunAsync("run", Scenario(), "--out", results);

        RunResult run = Read(results);
        Judged.Pass(run, exitCode);
        Assert.Equal((true, false), (run.Complete, run.StoppedEarly));
        Assert.Equal("embedded", run.Topology);
        Assert.Equal((80, 0), (run.Requests.Scheduled, run.Requests.NotStarted));
        Assert.Equal(run.Requests.Scheduled, run.Requests.Started + run.Requests.NotStarted);
        Assert.Equal(run.Requests.Finished, run.Requests.ByOutcome.Values.Sum());
        Assert.Equal(run.Requests.Finished, run.Requests.ByStatus["200"]);
        Assert.Equal(40, run.Streams.Opened);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
        Assert.Equal((0, 0, 0, 0), (run.Integrity.Lost, run.Integrity.Repeated, run.Integrity.Reordered, run.Integrity.Altered));
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
        Assert.Equal(20, run.WarmUp.Requests);
        Assert.Equal(run.Streams.Opened, run.Latency.Ttft!.Count);
        Assert.Equal(run.Streams.Tokens - run.Streams.Opened, run.Latency.Itl!.Count);
        Assert.Equal(run.Requests.Finished, run.Latency.E2e!.Count);
        Assert.Equal(["stream", "whole", "vector", "list"], run.Groups.Keys);
        Assert.Equal(run.Requests.Finished, run.Groups.Values.Sum(group => group.Requests.Finished));
        Assert.NotNull(run.Generator);
        Assert.NotNull(run.Gateway);
        Assert.Superset(
            new HashSet<string> { "scenario.json", "run.json", "intervals.ndjson", "latency.hlog", "report.md", "report.html" },
            Directory.GetFiles(results).Select(Path.GetFileName).ToHashSet()!);
    }

    [Fact]
    public async Task Run_FolderNotNamed_IsCalledAsItsFolder()
    {
        await using SoakProcess soak = SoakProcess.StartIn(_folder.FullName, "run", Scenario(), "--duration", "1s", "--quiet", "--listen", "none");

        await soak.WaitAsync();

        string results = Assert.Single(Directory.GetDirectories(Path.Combine(_folder.FullName, "results", "soak")));
        Assert.Equal(Path.GetFileName(results), Read(results).Id);
    }

    [Fact]
    public async Task Run_SoManyRequests_EndsAfterThemAndSaysSo()
    {
        string results = _folder.NewPath("results");

        (int exitCode, string output, _) = await SoakProcess.RunAsync("run", Scenario(), "--rate", "50", "--requests", "30", "--out", results, "--quiet");

        RunResult run = Read(results);
        Judged.Pass(run, exitCode);
        Assert.Equal((30, 30, 30, false), (run.PlannedRequests, run.Requests.Scheduled, run.Requests.Finished, run.StoppedEarly));
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
        Assert.True(run.DurationSeconds >= 0.6, $"{run.DurationSeconds} s"); // the 31st would have been due then
        Assert.Contains("ended after 30 as planned", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WrittenIntervals_AddUpToTheRun()
    {
        string results = _folder.NewPath("results");

        await SoakProcess.RunAsync("run", Scenario(), "--out", results);

        RecordedRun recorded = ResultReader.Read(results);
        Assert.Empty(recorded.Remarks);
        Assert.Equal(recorded.Run.Requests.Finished, recorded.Intervals.Sum(interval => interval.Requests.Finished));
        Assert.Equal(recorded.Run.Streams.Events, recorded.Intervals.Sum(interval => interval.Streams.Events));
        Assert.Equal(recorded.Run.Latency.Gap!.Count, recorded.Intervals.Sum(interval => interval.Latency.Gap?.Count ?? 0));
        using HistogramLogReader log = new(File.OpenRead(Path.Combine(results, "latency.hlog")));
        Dictionary<string, long> counts = log.ReadToEnd().GroupBy(entry => entry.Tag!).ToDictionary(tag => tag.Key, tag => tag.Sum(entry => entry.Snapshot.Count));
        Assert.Equal(recorded.Run.Latency.Gap.Count, counts["gap"]);
        Assert.Equal(recorded.Run.Latency.E2eService!.Count, counts["e2eService"]);
    }

    [Fact]
    public async Task Run_Json_PrintsTheRecordedRunAndNothingElse()
    {
        string results = _folder.NewPath("results");

        (_, string output, string error) = await SoakProcess.RunAsync("run", Scenario(), "--duration", "1s", "--out", results, "--json");

        using JsonDocument printed = JsonDocument.Parse(output);
        using JsonDocument recorded = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(results, "run.json"), TestContext.Current.CancellationToken));
        Assert.True(JsonElement.DeepEquals(recorded.RootElement, printed.RootElement));
        Assert.Single(output.Trim().Split('\n'));
        Assert.Empty(error);
    }

    [Fact]
    public async Task Run_Quiet_PrintsTheSummaryAlone()
    {
        (_, string output, _) = await SoakProcess.RunAsync("run", Scenario(), "--duration", "1s", "--out", _folder.NewPath("results"), "--quiet");

        Assert.DoesNotContain("warming up", output, StringComparison.Ordinal);
        Assert.Contains("thresholds", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TheSameSeedTwice_AsksForTheSameTokens()
    {
        string first = _folder.NewPath("first");
        string second = _folder.NewPath("second");
        string other = _folder.NewPath("other");

        await Task.WhenAll(
            SoakProcess.RunAsync("run", Scenario(), "--out", first, "--seed", "7"),
            SoakProcess.RunAsync("run", Scenario(), "--out", second, "--seed", "7"),
            SoakProcess.RunAsync("run", Scenario(), "--out", other, "--seed", "8"));

        Assert.Equal(Read(first).Streams.Tokens, Read(second).Streams.Tokens);
        Assert.NotEqual(Read(first).Streams.Tokens, Read(other).Streams.Tokens);
    }

    [Fact]
    public async Task Run_ThresholdThatCannotBeKept_ExitsOneAndSaysWhatWasMeasured()
    {
        string results = _folder.NewPath("results");

        (int exitCode, string output, _) = await SoakProcess.RunAsync("run", Scenario(), "--out", results, "--threshold", "ttft.p99 < 1us");

        RunResult run = Read(results);
        Judged.Fail(run, exitCode);
        ThresholdResult failed = Assert.Single(run.Thresholds, threshold => !threshold.Passed);
        Assert.Equal("ttft.p99 < 1us", failed.Expression);
        Assert.InRange(failed.Actual!.Value, 5_000, double.MaxValue); // microseconds: no answer comes before its five milliseconds
        Assert.Contains("ttft.p99 < 1us", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Run_StreamsCutInTheMiddle_AreTruncatedAndFail(string clean)
    {
        string results = _folder.NewPath("results");
        string scenario = Scenario($$""", "faults": { "cut": { "share": 0.2, "afterTokens": 3, "clean": {{clean}} } }""");

        (int exitCode, _, _) = await SoakProcess.RunAsync("run", scenario, "--out", results);

        RunResult run = Read(results);
        Judged.Fail(run, exitCode);
        Assert.InRange(run.Streams.Truncated, 1, 39);
        Assert.Equal(run.Streams.Truncated, run.Requests.ByOutcome["truncated"]);
        Assert.Equal(run.Streams.Opened, run.Streams.Completed + run.Streams.Truncated);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
    }

    [Fact]
    public async Task Run_GatewayStalls_ShowsInEveryRequestThatWasDueAndInAtMostFourThatWereSent()
    {
        const long Second = 1_000_000_000;
        string results = _folder.NewPath("results");
        string scenario = _folder.AddFile("stall.json", """
            {
              "name": "stall",
              "target": { "connections": { "max": 4 } },
              "load": { "warmUp": "1s", "stages": [ { "for": "8s", "rate": "100/s" } ] },
              "workload": [ { "name": "chat" } ],
              "gateway": { "ttft": "constant(1ms)", "itl": "constant(1ms)", "tokens": "constant(5)", "faults": { "stall": { "at": "5s", "for": "2s" } } }
            }
            """);

        await SoakProcess.RunAsync("run", scenario, "--out", results);

        RunResult run = Read(results);
        Dictionary<string, HistogramSnapshot> whole = [];
        using HistogramLogReader log = new(File.OpenRead(Path.Combine(results, "latency.hlog")));
        foreach (HistogramLogEntry entry in log.ReadToEnd())
        {
            whole.TryAdd(entry.Tag!, new HistogramSnapshot());
            whole[entry.Tag!].Add(entry.Snapshot);
        }

        // 200 requests were due in the two seconds, evenly: half of them waited for more than one. What was sent is what four connections hold.
        long AboveASecond(string metric) => whole[metric].Count - whole[metric].CountAtOrBelow(Second);
        Assert.InRange(AboveASecond("e2e"), 95, 800);
        Assert.InRange(AboveASecond("e2eService"), 1, 4);
        Assert.Equal(800, run.Requests.ByOutcome["completed"]);
        Assert.Equal(4, run.Connections.OpenPeak);
    }

    [Fact]
    public async Task Run_MoreDueThanMayBeInFlight_CountsTheRestAsNotStarted()
    {
        string results = _folder.NewPath("results");
        string scenario = _folder.AddFile("full.json", """
            {
              "name": "full",
              "load": { "warmUp": "500ms", "maxInFlight": 3, "stages": [ { "for": "2s", "rate": "50/s" } ] },
              "workload": [ { "name": "chat" } ],
              "gateway": { "ttft": "constant(200ms)", "itl": "constant(10ms)", "tokens": "constant(10)" }
            }
            """);

        (int exitCode, _, _) = await SoakProcess.RunAsync("run", scenario, "--out", results);

        RunResult run = Read(results);
        Judged.Fail(run, exitCode); // what could not be started is an error
        Assert.Equal(100, run.Requests.Scheduled);
        Assert.Equal(100, run.Requests.Started + run.Requests.NotStarted);
        Assert.InRange(run.Requests.Started, 6, 33); // three at a time, 290 ms each, in two seconds
        Assert.Equal(run.Requests.Started, run.Requests.Finished);
        Assert.Equal(3, run.Streams.OpenPeak);
    }

    [Fact]
    public async Task Run_ClosedLoop_KeepsAsManyStreamsOpenAsThereAreUsers()
    {
        string results = _folder.NewPath("results");

        (int exitCode, _, _) = await SoakProcess.RunAsync(
            "run", _folder.AddFile("users.json", Quick.Replace(" FAULTS", "", StringComparison.Ordinal).Replace(
                "\"stages\": [ { \"for\": \"2s\", \"rate\": \"40/s\" } ]", "\"users\": 20, \"think\": \"1ms..5ms\", \"for\": \"2s\"", StringComparison.Ordinal)),
            "--out", results);

        RunResult run = Read(results);
        Judged.Pass(run, exitCode);
        Assert.Null(run.Latency.ScheduleLag);
        Assert.Equal(run.Requests.Scheduled, run.Requests.Finished);
        Assert.InRange(run.Connections.OpenPeak, 1, 20);
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
    }

    [Fact]
    public async Task Run_InterruptedOnce_DrainsJudgesAndReports()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT to send to another process on Windows.");
        string results = _folder.NewPath("results");
        await using SoakProcess process = SoakProcess.Start("run", Scenario(), "--duration", "60s", "--out", results);
        while (!File.Exists(Path.Combine(results, "intervals.ndjson"))) await Task.Delay(20, TestContext.Current.CancellationToken);

        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        (int exitCode, _, _) = await process.WaitAsync();

        RunResult run = Read(results);
        Judged.Pass(run, exitCode);
        Assert.True(run.StoppedEarly);
        Assert.True(run.Complete);
        Assert.InRange(run.DurationSeconds, 0.1, 50);
        Assert.Equal(run.Requests.Started, run.Requests.ByOutcome["completed"]);
        Assert.True(run.Integrity.GatewayAgrees);
        Assert.True(File.Exists(Path.Combine(results, "report.md")));
    }

    [Fact]
    public async Task Report_RecordedFolder_SaysTheSameAgainWithTheRunsOwnCode()
    {
        string results = _folder.NewPath("results");
        (int ownCode, _, _) = await SoakProcess.RunAsync("run", Scenario(), "--out", results, "--threshold", "ttft.p99 < 1us");
        string report = await File.ReadAllTextAsync(Path.Combine(results, "report.md"), TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(results, "report.md"));

        (int exitCode, _, _) = await SoakProcess.RunAsync("report", results);

        Judged.Fail(Read(results), exitCode);
        Assert.Equal(ownCode, exitCode);
        Assert.Equal(report, await File.ReadAllTextAsync(Path.Combine(results, "report.md"), TestContext.Current.CancellationToken));
    }

    private string Scenario(string faults = "") =>
        _folder.AddFile("quick.json", Quick.Replace(" FAULTS", faults, StringComparison.Ordinal));

    private static RunResult Read(string folder) => ResultReader.Read(folder).Run;
}
