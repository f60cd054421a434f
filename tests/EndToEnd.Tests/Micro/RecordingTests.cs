using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace HotPath.EndToEnd.Tests.Micro;

/// <summary>The suite as a user starts it, in Release: a process for each launch. The shortest class of the suite, so few iterations that the figures mean nothing.</summary>
public sealed class RecordingTests : IDisposable
{
    private const string Class = "Http1ConnectionBenchmarks";
    private static readonly string Project = Path.Combine(SourceFolder.Root, "bench", "Micro");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Record_OneClass_LeavesItsTableEveryMeasurementAndWhatItWasRecordedWith()
    {
        string output = await DotnetCommand.RunSuccessfullyAsync(_folder.FullName, ["run", "-c", "Release", "--project", Project, "--", .. ShortRecording("results")], Cancelled);

        string machine = Assert.Single(Directory.GetDirectories(_folder.NewPath("results")));
        Assert.Equal([$"{Class}.json", $"{Class}.md", "Versions.txt"], Directory.GetFiles(machine).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

        string table = await File.ReadAllTextAsync(Path.Combine(machine, $"{Class}.md"), Cancelled);
        Assert.Matches(@"(?m)^\| Method +\|.* Median +\| Spread +\| Ratio +\| Allocated +\| Alloc Ratio +\|$", table);
        Assert.DoesNotMatch(@"\bNA\b[^|\n]*\|[^|\n]*\|", table); // but in the last column, where so few operations make a baseline of 0 B
        Assert.Contains("Job=Thorough", table, StringComparison.Ordinal);

        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(machine, $"{Class}.json"), Cancelled));
        Assert.All(json.RootElement.GetProperty("Benchmarks").EnumerateArray(), benchmark =>
        {
            Assert.Equal([1, 2], Results(benchmark).Select(measurement => measurement.GetProperty("LaunchIndex").GetInt32()).Distinct());
            Assert.True(benchmark.GetProperty("Memory").GetProperty("BytesAllocatedPerOperation").GetInt64() >= 0);
        });

        string versions = await File.ReadAllTextAsync(Path.Combine(machine, "Versions.txt"), Cancelled);
        Assert.Contains($"\n{Class}\n", versions, StringComparison.Ordinal);
        Assert.Matches(@"command +dotnet run -c Release --project bench/Micro -- --record --results results --filter '\*Http1ConnectionBenchmarks\*'", versions);
        Assert.Matches(@"HotPath +\d+\.\d+\.\d+, commit ([0-9a-f]{40}|unknown)", versions);
        Assert.Matches(@"runtime +\.NET \d+\.\d+", versions);
        Assert.Matches(@"garbage collector +\w+ Workstation", versions);
        Assert.Matches(@"vectors +.*VectorSize=\d+", versions);
        Assert.Contains($"Recorded {Class} in {machine}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_Interrupted_RecordsNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT to send to another process on Windows.");
        await DotnetCommand.RunSuccessfullyAsync(_folder.FullName, ["build", "-c", "Release", Project], Cancelled);

        // The program itself and not "dotnet run", which would take the signal.
        using Process process = DotnetCommand.Start(
            _folder.FullName, [Path.Combine(Project, "bin", "Release", "net10.0", "Micro.dll"), .. ShortRecording("results")]);
        Task<string> error = process.StandardError.ReadToEndAsync(Cancelled);
        while (await process.StandardOutput.ReadLineAsync(Cancelled) is { } line && !line.Contains("1/", StringComparison.Ordinal)) { }

        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);

        Assert.Equal(3, process.ExitCode);
        Assert.Contains("nothing was recorded", await error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.NewPath("results")));
    }

    private static string[] ShortRecording(string results) =>
        ["--record", "--results", results, "--filter", $"*{Class}*", "--launchCount", "2", "--warmupCount", "1", "--iterationCount", "2", "--iterationTime", "20"];

    private static IEnumerable<JsonElement> Results(JsonElement benchmark) => benchmark.GetProperty("Measurements").EnumerateArray()
        .Where(measurement => (measurement.GetProperty("IterationMode").GetString(), measurement.GetProperty("IterationStage").GetString()) == ("Workload", "Result"));
}
