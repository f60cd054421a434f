using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak.Lasting;

/// <summary>Runs that go on where the record of a killed one ends.</summary>
public sealed class ResumedRunTests : IDisposable
{
    private const int DurationSeconds = 6;
    private const double Tick = 1e-6; // to which moments in a record are rounded

    private const string Gateway = """{ "ttft": "constant(5ms)", "itl": "constant(2ms)", "tokens": "uniform(5, 30)" }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Resume_KilledRun_SendsTheRestOfItsScheduleAndJudgesAllOfIt()
    {
        string whole = _folder.NewPath("whole");
        string results = _folder.NewPath("killed");
        await SoakProcess.RunAsync("run", Scenario(), "--out", whole, "--seed", "7");
        await KillAsync(results);
        DateTimeOffset killedAt = DateTimeOffset.UtcNow;
        RunResult killed = ResultReader.Read(results).Run;

        (int exitCode, string output, string error) = await SoakProcess.RunAsync("run", "--resume", results);

        Assert.True(exitCode is 0 or 3, $"{output}{error}");
        RunResult run = ResultReader.Read(results).Run;
        RunResult asked = ResultReader.Read(whole).Run;
        Judged.Pass(run, exitCode);
        Assert.True(run.Complete);
        Assert.Equal(7, run.Seed);
        Assert.InRange(run.DurationSeconds, DurationSeconds - Tick, run.RecordedSeconds!.Value);

        // It went on where the record ended, after the process was dead.
        ResumeFigures resume = Assert.Single(run.Resumes!);
        Assert.Equal(killed.RecordedSeconds, resume.AtSeconds);
        Assert.InRange(resume.ResumedAt, killedAt, DateTimeOffset.UtcNow);
        Assert.Equal((resume.ResumedAt - killed.StartedAt).TotalSeconds, resume.AtSeconds + resume.GapSeconds, 6);

        // Every request of the schedule was made once, and the same was asked, but for what was in flight when the record ended.
        Assert.Equal(asked.Requests.Scheduled, run.Requests.Scheduled);
        Assert.Equal(killed.Requests.Scheduled - killed.Requests.Finished, run.Requests.Scheduled - run.Requests.Finished);
        Assert.Equal(asked.Groups.Select(group => (group.Key, group.Value.Requests.Scheduled)), run.Groups.Select(group => (group.Key, group.Value.Requests.Scheduled)));
        Assert.Equal(asked.Streams.Tokens, run.Streams.Tokens + MostTokensOf(run), tolerance: MostTokensOf(run));

        // The figures are those of the files.
        RecordedRun recorded = ResultReader.Read(results);
        Assert.Empty(recorded.Remarks);
        Assert.Equal(run.Requests.Finished, recorded.EveryInterval.Sum(interval => interval.Requests.Finished));
        Assert.Equal(run.Latency.E2e!.Count, LatencyLogReader.Read(results).Of("e2e")!.Count);
        Assert.Equal(run.Latency.E2e.Count, run.Groups.Values.Sum(group => group.E2e!.Count));
        Assert.Equal(run.RecordedSeconds.Value, recorded.EveryInterval.Sum(interval => interval.LengthSeconds), 3);
        Assert.True(File.Exists(Path.Combine(results, "intervals-2.ndjson")));
        Assert.Contains("Taken up again", await File.ReadAllTextAsync(Path.Combine(results, "report.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_WhatCannotGoOn_IsRefusedWithAReason()
    {
        string complete = _folder.NewPath("complete");
        await SoakProcess.RunAsync("run", Scenario(), "--duration", "1s", "--out", complete);
        string running = _folder.NewPath("running");
        await using SoakProcess other = SoakProcess.Start("run", Scenario(), "--duration", "20m", "--out", running);
        await EndedRun.WaitForIntervalsAsync(running, 2);
        string older = _folder.NewPath("older");
        await KillAsync(older);
        string runFile = Path.Combine(older, "run.json");
        string version = ResultReader.Read(older).Run.Environment.Version;
        await File.WriteAllTextAsync(runFile, (await File.ReadAllTextAsync(runFile, TestContext.Current.CancellationToken)).Replace(version, "0.0.1", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await AssertRefusedAsync("is complete", "--resume", complete);
        await AssertRefusedAsync("is written by another process", "--resume", running);
        await AssertRefusedAsync("was made by HotPath 0.0.1", "--resume", older);
        await AssertRefusedAsync("There is no folder", "--resume", _folder.NewPath("absent"));
        await AssertRefusedAsync("has no run.json", "--resume", _folder.FullName);
        await AssertRefusedAsync("--seed would change that", "--resume", older, "--seed", "3");
    }

    private static long MostTokensOf(RunResult run) => 30 * (run.Requests.Scheduled - run.Requests.Finished);

    private static async Task AssertRefusedAsync(string reason, params string[] arguments)
    {
        (int exitCode, _, string error) = await SoakProcess.RunAsync(["run", .. arguments]);

        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    private async Task KillAsync(string results)
    {
        await using SoakProcess soak = SoakProcess.Start("run", Scenario(), "--out", results, "--seed", "7");
        await EndedRun.WaitForIntervalsAsync(results, 3);
        soak.Kill();
        await soak.WaitAsync();
    }

    private string Scenario() => _folder.AddFile("resumed.json", $$"""
        { "name": "resumed", "load": { "warmUp": "500ms", "arrival": "poisson", "stages": [ { "for": "3s", "rate": "20/s" }, { "for": "3s", "rate": "40/s" } ] },
          "workload": [ { "name": "short", "weight": 2 }, { "name": "whole", "stream": false } ],
          "thresholds": [ "errors.rate < 1%" ], "gateway": {{Gateway}} }
        """);
}
