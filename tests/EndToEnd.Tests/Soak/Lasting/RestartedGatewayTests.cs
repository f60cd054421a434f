using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak.Lasting;

/// <summary>Gateways that are gone in mid-run, for a while or for good.</summary>
public sealed class RestartedGatewayTests : IDisposable
{
    private const string Gateway = """{ "ttft": "constant(5ms)", "itl": "constant(2ms)", "tokens": "constant(10)" }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_GatewayStartedAgain_GoesOnAndSaysSo()
    {
        string configuration = _folder.AddFile("gateway.json", Gateway);
        string results = _folder.NewPath("results");
        SoakProcess first = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0", "--config", configuration);
        Uri address = await first.WaitUntilReadyAsync();
        await using SoakProcess soak = SoakProcess.Start("run", Scenario(seconds: 14), "--target", $"{address}v1", "--out", results);
        await EndedRun.WaitForIntervalsAsync(results, 4);

        await first.DisposeAsync();
        await EndedRun.WaitForIntervalsAsync(results, 6);
        await using SoakProcess second = SoakProcess.Start("gateway", "--listen", $"http://127.0.0.1:{address.Port}", "--config", configuration);
        (int exitCode, string output, _) = await soak.WaitAsync();

        RunResult run = ResultReader.Read(results).Run;
        Judged.Fail(run, exitCode); // a second without a gateway is more than one request in a hundred
        Assert.True(run.Complete);
        Assert.Equal(280, run.Requests.Finished);
        Assert.Equal(1, run.GatewayRestarts);
        Assert.InRange(run.Requests.ByOutcome["connectionError"], 1, 200);
        Assert.Null(run.Integrity.GatewayAgrees);
        Assert.Contains("started again in mid-run", run.Integrity.NotCompared, StringComparison.Ordinal);
        Assert.InRange(run.Disturbances!.LongestSeconds, 1, 10);
        Assert.True(run.Disturbances.Recovered);
        Assert.Contains("errors", run.Disturbances.First.Select(disturbance => disturbance.Reason));
        Assert.Contains("started again once in mid-run", output, StringComparison.Ordinal);
        Assert.True(ResultReader.Read(results).EveryInterval.Last(interval => interval.Requests.Scheduled > 0).Requests.ByOutcome["completed"] > 0);
    }

    [Fact]
    public async Task Run_EmbeddedGatewayDies_EndsAndFails()
    {
        string results = _folder.NewPath("results");
        await using SoakProcess soak = SoakProcess.Start("run", Scenario(seconds: 60), "--out", results);
        await EndedRun.WaitForIntervalsAsync(results, 2);

        foreach (int child in ChildProcesses.Of(soak.Id)) ChildProcesses.Kill(child);
        (int exitCode, _, _) = await soak.WaitAsync();

        RunResult run = ResultReader.Read(results).Run;
        Assert.True(exitCode is 1 or 3, string.Join("; ", run.Reasons)); // void where this machine was late besides
        Assert.Contains(run.Reasons, reason => reason.StartsWith("The embedded gateway could not be asked", StringComparison.Ordinal));
        Assert.InRange(run.DurationSeconds, 1, 50);
        Assert.True(File.Exists(Path.Combine(results, "report.html")));
    }

    private string Scenario(int seconds) => _folder.AddFile("restarted.json", $$"""
        { "name": "restarted", "load": { "warmUp": "500ms", "stages": [ { "for": "{{seconds}}s", "rate": "20/s" } ] }, "workload": [ { "name": "chat" } ], "gateway": {{Gateway}} }
        """);
}
