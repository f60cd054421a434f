using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak.Lasting;

/// <summary>Runs whose own process is killed at a moment that nobody chose; the gateway lives on and knows what it answered.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const int Rate = 100;

    /// <summary>By hand, for the record in results/soak: <c>HOTPATH_KILLS=50</c>, and another seed for other moments.</summary>
    private const string KillsVariable = "HOTPATH_KILLS";
    private const string SeedVariable = "HOTPATH_KILLS_SEED";
    private const int UsualKills = 5;
    private const int UsualSeed = 20261122;

    private static readonly TimeSpan LatestKill = TimeSpan.FromSeconds(6);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_KilledAtRandomMoments_LeavesAFolderThatReportsAndAgreesWithTheGateway()
    {
        string scenario = _folder.AddFile("killed.json", $$"""
            { "name": "killed", "load": { "warmUp": "1s", "stages": [ { "for": "60s", "rate": "{{Rate}}/s" } ] },
              "workload": [ { "name": "chat" } ], "thresholds": [ "errors.rate < 1%" ] }
            """);
        string configuration = _folder.AddFile("gateway.json", """{ "ttft": "constant(5ms)", "itl": "constant(2ms)", "tokens": "constant(10)" }""");
        int seed = Variable(SeedVariable, UsualSeed);
        int kills = Variable(KillsVariable, UsualKills);
        Random random = new(seed);
        for (int kill = 0; kill < kills; kill++)
        {
            await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0", "--config", configuration);
            Uri address = await gateway.WaitUntilReadyAsync();
            string results = _folder.NewPath($"results-{kill}");

            await KillAsync(scenario, address, results, random.NextDouble() * LatestKill);

            await AssertTrueReportAsync(results, await EndedRun.AnsweredByAsync(address), $"kill {kill} of seed {seed}");
        }
    }

    private static int Variable(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out int asked) ? asked : otherwise;

    /// <summary>Kills once the folder is there and so much time has gone by.</summary>
    private static async Task KillAsync(string scenario, Uri gateway, string results, TimeSpan after)
    {
        await using SoakProcess soak = SoakProcess.Start("run", scenario, "--target", $"{gateway}v1", "--out", results);
        while (!File.Exists(Path.Combine(results, ResultFileNames.Run))) await Task.Delay(1, TestContext.Current.CancellationToken);
        await Task.Delay(after, TestContext.Current.CancellationToken);
        soak.Kill();
        await soak.WaitAsync();
    }

    private static async Task AssertTrueReportAsync(string results, long answered, string kill)
    {
        (int exitCode, string output, _) = await SoakProcess.RunAsync("report", results);

        RecordedRun recorded = ResultReader.Read(results);
        RunResult run = recorded.Run;
        RecordedLatencies log = LatencyLogReader.Read(results, run);
        TestContext.Current.SendDiagnosticMessage(
            $"{kill}: {recorded.IntervalCount} intervals until {run.RecordedSeconds:0.000} s, {run.Requests.Finished} finished, {run.WarmUp.Requests} in the warm-up; the gateway answered {answered}; "
            + $"report says {exitCode}; remarks: {string.Join("; ", recorded.Remarks.Concat(log.Remarks))}");
        Assert.False(run.Complete, kill);
        Assert.Null(run.Verdict);
        Assert.True(exitCode == (run.Requests.Finished == 0 ? 1 : 3), $"{kill}: exit code {exitCode}, {run.Requests.Finished} finished.{Environment.NewLine}{output}");
        Assert.True(File.Exists(Path.Combine(results, ResultFileNames.HtmlReport)), kill);
        Assert.Contains("not complete", await File.ReadAllTextAsync(Path.Combine(results, ResultFileNames.MarkdownReport), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // All files end at the same moment, and every request in them was answered.
        Assert.Equal(run.Requests.Finished, recorded.EveryInterval.Sum(interval => interval.Requests.Finished));
        Assert.Equal(run.Latency.E2e?.Count ?? 0, log.Of("e2e")?.Count ?? 0);
        Assert.Equal(run.RecordedSeconds, recorded.EveryInterval.Select(interval => interval.StartSeconds + interval.LengthSeconds).LastOrDefault(), 6);
        Assert.InRange(run.Requests.ByStatus.Values.Sum() + run.WarmUp.Requests, 0, answered);
    }
}
