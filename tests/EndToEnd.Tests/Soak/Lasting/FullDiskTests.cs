using System.Diagnostics;
using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak.Lasting;

/// <summary>Runs whose files can grow no further: the shell's limit refuses what a full disk refuses.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int MostKiB = 24;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_FilesCanGrowNoFurther_EndsAndLeavesAFolderThatReports()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no ulimit on Windows.");
        string results = _folder.NewPath("results");
        string scenario = _folder.AddFile("full.json", """
            { "name": "full", "load": { "warmUp": "500ms", "stages": [ { "for": "60s", "rate": "50/s" } ] }, "workload": [ { "name": "chat" } ],
              "gateway": { "ttft": "constant(5ms)", "itl": "constant(2ms)", "tokens": "constant(10)" } }
            """);

        (int exitCode, string error) = await RunLimitedAsync("run", scenario, "--out", results);
        (int reportCode, string report, _) = await SoakProcess.RunAsync("report", results);

        Assert.True(exitCode == 4, error);
        Assert.Contains("could not be written any more", error, StringComparison.Ordinal);
        Assert.Contains("report", error, StringComparison.Ordinal);
        RecordedRun recorded = ResultReader.Read(results);
        Assert.False(recorded.Run.Complete);
        Assert.NotEqual(0, recorded.IntervalCount);
        Assert.Equal(recorded.Run.Requests.Finished, recorded.EveryInterval.Sum(interval => interval.Requests.Finished));
        Assert.Equal(recorded.Run.Latency.E2e!.Count, LatencyLogReader.Read(results, recorded.Run).Of("e2e")!.Count);
        Assert.True(reportCode == 3, report);
        Assert.Contains("not complete", report, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(results, "run.json.tmp")));
    }

    [Fact]
    public async Task Report_NoRoomForTheReport_SaysWhatIsKnownAndThatItWasNotWritten()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no ulimit on Windows.");
        string results = _folder.NewPath("results");
        string scenario = _folder.AddFile("short.json", """
            { "name": "short", "load": { "warmUp": "500ms", "stages": [ { "for": "1s", "rate": "20/s" } ] }, "workload": [ { "name": "chat" } ] }
            """);
        (int ownCode, _, _) = await SoakProcess.RunAsync("run", scenario, "--out", results);

        (int exitCode, string error) = await RunLimitedAsync("report", results);

        Assert.Equal(ownCode, exitCode);
        Assert.Contains("report.html was not written", error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Error)> RunLimitedAsync(params string[] arguments)
    {
        // Ignored, the signal leaves the system call to fail, as on a full disk. The limit counts in units of 512 bytes or, in bash, of 1,024.
        ProcessStartInfo start = new("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-c", $"trap '' XFSZ; ulimit -f {MostKiB}; exec dotnet \"$0\" \"$@\"", typeof(HotPath.Soak.Scenarios.Scenario).Assembly.Location, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // its double mapping is a file, and under the limit, too
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
