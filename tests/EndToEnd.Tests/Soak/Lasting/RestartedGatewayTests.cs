using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak.Lasting;

/// <summary>Gateways that are gone in mid-run, for a while or for good.</summary>
public sealed class RestartedGatewayTests : IDisposable
{
    private const int Seconds = 90; // no run of these tests is to last so long

    private const string Gateway = """{ "ttft": "constant(5ms)", "itl": "constant(2ms)", "tokens": "constant(10)" }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_GatewayStartedAgain_GoesOnAndSaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        string configuration = _folder.AddFile("gateway.json", Gateway);
        string results = _folder.NewPath("results");
        SoakProcess first = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0", "--config", configuration);
        Uri address = await first.WaitUntilReadyAsync();
        await using SoakProcess soak = SoakProcess.Start("run", Scenario, "--target", $"{address}v1", "--out", results);
        await EndedRun.WaitForIntervalsAsync(results, 4);

        await first.DisposeAsync();
        await EndedRun.WaitForMoreIntervalsAsync(results, 2);
        await using SoakProcess second = SoakProcess.Start("gateway", "--listen", $"http://127.0.0.1:{address.Port}", "--config", configuration);
        await second.WaitUntilReadyAsync();
        await EndedRun.WaitForMoreIntervalsAsync(results, 2);
        await EndedRun.SignalAsync(soak, "TERM");
        (int exitCode, string output, _) = await soak.WaitAsync();

        RecordedRun recorded = ResultReader.Read(results);
        RunResult run = recorded.Run;
        Judged.Fail(run, exitCode); // a second without a gateway is more than one request in a hundred
        Assert.True(run is { Complete: true, StoppedEarly: true, GatewayRestarts: 1 });
        Assert.Equal(run.Requests.Scheduled, run.Requests.Finished);
        Assert.Null(run.Integrity.GatewayAgrees);
        Assert.Contains("started again in mid-run", run.Integrity.NotCompared, StringComparison.Ordinal);
        Assert.Contains("started again once in mid-run", output, StringComparison.Ordinal);

        // There is an interval without a gateway, which is in a disturbance, and one after it with both gateway and answers.
        IntervalResult without = recorded.EveryInterval.MaxBy(interval => interval.Requests.ByOutcome["connectionError"])!;
        Assert.True(without.Requests.ByOutcome["connectionError"] > 0);
        Assert.Contains(run.Disturbances!.First, disturbance => disturbance.AtSeconds <= without.StartSeconds && without.StartSeconds < disturbance.AtSeconds + disturbance.LengthSeconds);
        Assert.True(recorded.EveryInterval.Last(interval => interval.Requests.Scheduled > 0).Requests.ByOutcome["completed"] > 0);
    }

    [Fact]
    public async Task Run_EmbeddedGatewayDies_EndsAndFails()
    {
        string results = _folder.NewPath("results");
        await using SoakProcess soak = SoakProcess.Start("run", Scenario, "--out", results);
        await EndedRun.WaitForIntervalsAsync(results, 2);
        double before = ResultReader.Read(results).Run.DurationSeconds;

        foreach (int child in ChildProcesses.Of(soak.Id)) ChildProcesses.Kill(child);
        (int exitCode, _, _) = await soak.WaitAsync();

        RunResult run = ResultReader.Read(results).Run;
        Assert.True(exitCode is 1 or 3, string.Join("; ", run.Reasons)); // void where this machine was late besides
        Assert.Contains(run.Reasons, reason => reason.StartsWith("The embedded gateway could not be asked", StringComparison.Ordinal));
        Assert.True(run.StoppedEarly);
        Assert.InRange(run.DurationSeconds, before, Seconds);
        Assert.True(File.Exists(Path.Combine(results, "report.html")));
    }

    private string Scenario => _folder.AddFile("restarted.json", $$"""
        { "name": "restarted", "load": { "warmUp": "500ms", "stages": [ { "for": "{{Seconds}}s", "rate": "20/s" } ] }, "workload": [ { "name": "chat" } ], "gateway": {{Gateway}} }
        """);
}
