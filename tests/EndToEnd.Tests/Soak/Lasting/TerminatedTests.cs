using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak.Lasting;

/// <summary>SIGTERM, as a supervisor sends it that sends SIGKILL ten seconds later.</summary>
public sealed class TerminatedTests : IDisposable
{
    /// <summary>A supervisor's own limit: whoever takes longer is killed, and has no report.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ThousandOpenStreams_IsJudgedAndReportedBeforeItWouldBeKilled()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        string results = _folder.NewPath("results");
        string scenario = _folder.AddFile("open.json", """
            { "name": "open", "target": { "connections": { "max": 2000 } }, "load": { "warmUp": "1s", "stages": [ { "for": "4s", "rate": "250/s" }, { "for": "5m", "rate": "1/h" } ] },
              "workload": [ { "name": "chat", "maxTokens": 400 } ],
              "gateway": { "ttft": "constant(50ms)", "itl": "constant(200ms)", "tokens": "constant(400)" } }
            """);
        await using SoakProcess soak = SoakProcess.Start("run", scenario, "--out", results);
        await EndedRun.WaitUntilAsync(results, recorded => recorded.Run.Requests.Started >= 1_000
            && recorded.Run.Streams.Opened == recorded.Run.Requests.Started
            && recorded.EveryInterval.Last().Requests.Scheduled == 0); // no more are due

        (int exitCode, TimeSpan took) = await TerminateAsync(soak);

        RunResult run = ResultReader.Read(results).Run;
        AssertInTime(run, took);
        Assert.True(run is { Complete: true, StoppedEarly: true });
        Assert.Equal(run.Requests.Started, run.Requests.CutOff);
        Assert.Equal(run.Requests.CutOff, run.Requests.ByOutcome["cancelled"]);
        Assert.Equal(0, run.Requests.ErrorRate); // nobody failed but us
        Assert.True(exitCode is 0 or 3, string.Join("; ", run.Reasons));
        Assert.True(File.Exists(Path.Combine(results, "report.html")));
    }

    [Fact]
    public async Task Run_TargetThatNeverAnswers_IsJudgedAndReportedBeforeItWouldBeKilled()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        using Socket silent = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen(1_024); // the system accepts, nobody reads
        string results = _folder.NewPath("results");
        string scenario = _folder.AddFile("silent.json", """
            { "name": "silent", "target": { "timeouts": { "firstByte": "60s", "idle": "60s", "total": "90s" } },
              "load": { "warmUp": "500ms", "stages": [ { "for": "5m", "rate": "20/s" } ] }, "workload": [ { "name": "chat" } ] }
            """);
        await using SoakProcess soak = SoakProcess.Start("run", scenario, "--target", $"http://{silent.LocalEndPoint}/v1", "--out", results);
        await EndedRun.WaitForIntervalsAsync(results, 2);

        (int exitCode, TimeSpan took) = await TerminateAsync(soak);

        RunResult run = ResultReader.Read(results).Run;
        AssertInTime(run, took);
        Assert.True(run is { Complete: true, StoppedEarly: true });
        Assert.True(exitCode is 1 or 3, string.Join("; ", run.Reasons));
        Assert.Contains(run.Reasons, reason => reason.StartsWith("The target never answered", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(results, "report.html")));
    }

    [Fact]
    public async Task Serve_RunAndWatcher_EndBeforeTheyWouldBeKilled()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        await using SoakProcess service = SoakProcess.StartIn(_folder.FullName, "serve", "--listen", "http://127.0.0.1:0");
        Uri address = await service.WaitUntilReadyAsync();
        using HttpClient client = new() { BaseAddress = address };
        using HttpResponseMessage watched = await client.GetAsync("events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using HttpResponseMessage started = await client.PostAsJsonAsync("api/runs", new { scenario = "streaming-soak", duration = "5m" }, TestContext.Current.CancellationToken);
        started.EnsureSuccessStatusCode();
        string root = Path.Combine(_folder.FullName, "results", "soak");
        while (!Directory.Exists(root) || Directory.GetDirectories(root) is []) await Task.Delay(20, TestContext.Current.CancellationToken);
        string results = Directory.GetDirectories(root)[0];
        await EndedRun.WaitForIntervalsAsync(results, 2);

        (int exitCode, TimeSpan took) = await TerminateAsync(service);

        Assert.Equal(0, exitCode);
        RunResult run = ResultReader.Read(results).Run;
        AssertInTime(run, took);
        Assert.True(run is { Complete: true, StoppedEarly: true });
        Assert.True(File.Exists(Path.Combine(results, "report.html")));
    }

    private static async Task<(int ExitCode, TimeSpan Took)> TerminateAsync(SoakProcess process)
    {
        long at = Stopwatch.GetTimestamp();
        await EndedRun.SignalAsync(process, "TERM");
        (int exitCode, _, _) = await process.WaitAsync();
        return (exitCode, Stopwatch.GetElapsedTime(at));
    }

    /// <summary>Where the machine had other work, which the run itself has found out, it may have had as little time left to end in as to send in.</summary>
    private static void AssertInTime(RunResult run, TimeSpan took)
    {
        TestContext.Current.SendDiagnosticMessage($"ended {took.TotalSeconds:0.00} s after SIGTERM, {run.Verdict}");
        Assert.True(took < Longest || run.Verdict == "void", $"It took {took.TotalSeconds:0.0} s, {Longest.TotalSeconds:0} s at most are expected.");
    }
}
