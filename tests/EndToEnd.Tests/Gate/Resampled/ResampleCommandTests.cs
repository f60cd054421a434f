using System.Text.Json;
using HotPath.EndToEnd.Tests.Gate.Micro;
using HotPath.Gate.Calibration;
using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;

namespace HotPath.EndToEnd.Tests.Gate.Resampled;

public sealed class ResampleCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Recorded => _folder.NewPath("recorded");

    private string Out => _folder.NewPath("out");

    private string Store => _folder.NewPath("calibration");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Resample_OneCode_SaysHowOftenOneGateAndAWholeOneAccuses()
    {
        RecordedFolder.Write(Recorded, RecordedFolder.CalibrationPlan("A", "B"), [.. Launches("A"), .. Launches("B")]);

        GateRun run = GateRun.Of("resample", Recorded, "--gates", "1000", "--calibration", Store, "--out", Out);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("1,000 gates of each benchmark, 10 launches a side and stage, drawn out of the launches of one comparison; both sides are the same sources", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("1,000 gates over all 2 benchmarks: 0.00 in 1,000 regressed (0), at most 2.99 at 95 %", lines[^3], StringComparison.Ordinal);
        Assert.StartsWith("2,000 gates of one benchmark each: 0.00 in 1,000 regressed (0), at most 1.50 at 95 %", lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("written: ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Resample_Out_IsWrittenWholeAndSaysWhatRepeatsIt()
    {
        LaunchFigure[] slower = [.. Launches("A", factor: 1.3), .. Launches("B|c")];
        RecordedFolder.Write(Recorded, SampleReport.Plan("A", "B|c", "Few") with { HeadBenchmarks = ["A", "B|c", "Few", "Added"] }, [.. slower, .. Launches("Few").Take(45)]);

        GateRun run = GateRun.Of("resample", Recorded, "--gates", "500", "--seed", "3", "--calibration", Store, "--out", Out);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["resampled.json", "resampled.md"], Directory.GetFiles(Out).Select(Path.GetFileName).Order());
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "resampled.json")));
        JsonElement root = document.RootElement;
        Assert.Equal((1, "resampled", false, 500, 10, 3), (
            root.GetProperty("schemaVersion").GetInt32(),
            root.GetProperty("kind").GetString(),
            root.GetProperty("isOfOneCode").GetBoolean(),
            root.GetProperty("gates").GetInt32(),
            root.GetProperty("launchesASide").GetInt32(),
            root.GetProperty("seed").GetInt32()));
        JsonElement[] benchmarks = [.. root.GetProperty("benchmarks").EnumerateArray()];
        Assert.Equal(["A", "B|c"], benchmarks.Select(benchmark => benchmark.GetProperty("name").GetString()));
        Assert.All(benchmarks, benchmark => Assert.Equal(500, Verdicts(benchmark).Sum()));
        Assert.InRange(Verdicts(benchmarks[0])[0], 498, 500);
        Assert.InRange(benchmarks[0].GetProperty("change").GetDouble(), 1.25, 1.35);
        Assert.Equal(Verdicts(benchmarks[0])[0], root.GetProperty("ofOneBenchmark").GetProperty("accusing").GetInt32());
        Assert.Equal(["Added", "Few"], root.GetProperty("leftOut").EnumerateArray().Select(benchmark => benchmark.GetProperty("name").GetString()));

        string markdown = File.ReadAllText(Path.Combine(Out, "resampled.md"));
        Assert.Contains("| `B\\|c` |", markdown, StringComparison.Ordinal);
        Assert.Contains("- `Few`: 30 launches of base and 15 of head gave a time, and two stages of 10 need 20 of each", markdown, StringComparison.Ordinal);
        Assert.Contains("- `Added`: base has no such benchmark", markdown, StringComparison.Ordinal);
        Assert.Contains($"-- resample {Recorded} --gates 500 --seed 3 --calibration {Store}\n", markdown, StringComparison.Ordinal);
    }

    /// <summary>What this machine was calibrated to is what its gates would go by.</summary>
    [Fact]
    public void Resample_CalibratedMachine_GoesByItsThresholds()
    {
        RecordedFolder.Write(Recorded, SampleReport.Plan("A"), Launches("A", factor: 1.3));
        string[] arguments = ["resample", Recorded, "--gates", "200", "--calibration", Store];
        new CalibrationFolder(Store).Write(new MachineCalibration
        {
            Version = "1.0.0",
            Environment = MachineCalibration.Here(),
            Benchmarks = [new BenchmarkCalibration { Name = "A", At = DateTimeOffset.UnixEpoch, Commit = "abc", Launches = 60, LaunchesASide = 10, FalsePositiveRate = 0.1, Threshold = 1.5, LeastDetectable = 1.6 }],
        });

        GateRun wide = GateRun.Of(arguments);
        Directory.Delete(Store, recursive: true);
        GateRun otherwise = GateRun.Of(arguments);

        Assert.Contains("+50.0 %", wide.Output, StringComparison.Ordinal);
        Assert.Contains("200 gates of one benchmark each: 0.00 in 1,000 regressed (0)", wide.Output, StringComparison.Ordinal);
        Assert.Contains("200 gates of one benchmark each: 1000.00 in 1,000 regressed (200)", otherwise.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Resample_TwoFoldersOfTooFew_AreEnoughTogether()
    {
        LaunchFigure[] launches = Launches("A");
        LaunchFigure[] half = [.. launches.Where(launch => launch.Round <= 15)];
        string second = _folder.NewPath("second");
        RecordedFolder.Write(Recorded, SampleReport.Plan("A"), half);
        RecordedFolder.Write(second, SampleReport.Plan("A"), RecordedFolder.Later(half, days: 1));

        GateRun alone = GateRun.Of("resample", Recorded, "--gates", "100", "--calibration", Store);
        GateRun together = GateRun.Of("resample", Recorded, second, "--gates", "100", "--calibration", Store);

        Assert.Equal(3, alone.ExitCode);
        Assert.Contains("no benchmark has launches enough to put a gate together; nothing was resampled.", alone.Error, StringComparison.Ordinal);
        Assert.Contains("A: 15 launches of base and 15 of head gave a time, and two stages of 10 need 20 of each.", alone.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (together.ExitCode, together.Error));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Resample_LaunchesWithoutATime_AreNoneAndSayWhy(double nanoseconds)
    {
        IEnumerable<LaunchFigure> failing = Launches("A").Select(launch => launch.Side == Side.Head ? launch with { Nanoseconds = nanoseconds, Problem = "it threw" } : launch);
        RecordedFolder.Write(Recorded, SampleReport.Plan("A"), failing);

        GateRun run = GateRun.Of("resample", Recorded, "--calibration", Store, "--out", Out);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("30 launches of base and 0 of head gave a time", run.Error, StringComparison.Ordinal);
        Assert.Contains("it threw", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    private static int[] Verdicts(JsonElement benchmark) =>
        [.. ((string[])["regressed", "flaky", "inconclusive", "same", "improved"]).Select(verdict => benchmark.GetProperty(verdict).GetInt32())];

    private static LaunchFigure[] Launches(string benchmark, double factor = 1) =>
    [
        .. SampleLaunches.Of(SampleLaunches.Normal(30, spread: 0.02, seed: 12), SampleLaunches.Normal(30, spread: 0.02, seed: 13, factor))
            .Select(launch => launch with { Benchmark = benchmark }),
    ];
}
