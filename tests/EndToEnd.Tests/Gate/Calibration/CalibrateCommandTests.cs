using HotPath.EndToEnd.Tests.Gate.Micro;
using HotPath.Gate.Calibration;
using HotPath.Gate.Machine;
using HotPath.Gate.Micro.Launches;

namespace HotPath.EndToEnd.Tests.Gate.Calibration;

public sealed class CalibrateCommandTests : IDisposable
{
    private const string Buffer1000 = "Buffers.NewArray(Length: 1000)"; // takes longer than a call of nothing also on a busy machine

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Store => _folder.NewPath("calibration");

    private string Recorded => _folder.NewPath("recorded");

    private MachineCalibration? Calibration => new CalibrationFolder(Store).Read(MachineCalibration.Here());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void From_FoldersOfOneCode_CalibratesWhatHasLaunchesEnoughAndKeepsTheRest()
    {
        string second = _folder.NewPath("second");
        ComparisonPlan plan = RecordedFolder.CalibrationPlan("A", "B", "C");
        RecordedFolder.Write(Recorded, plan, [.. Launches("A", 5), .. Launches("B", 10), .. Launches("C", 9)]);
        RecordedFolder.Write(second, plan, RecordedFolder.Later(Launches("A", 5), days: 1));

        GateRun first = GateRun.Of("calibrate", "--from", Recorded, "--calibration", Store);
        GateRun both = GateRun.Of("calibrate", "--from", Recorded, second, "--calibration", Store);

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Contains("written: ", first.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (both.ExitCode, both.Error));
        Assert.Equal([("A", 20), ("B", 20)], Calibration!.Benchmarks.Select(benchmark => (benchmark.Name, benchmark.Launches)));
        Assert.All(Calibration.Benchmarks, benchmark => Assert.Equal((plan.Head.Commit, 10), (benchmark.Commit, benchmark.LaunchesASide)));
        Assert.Equal(TimeSpan.FromDays(1), Calibration.Benchmarks[0].At.Date - Calibration.Benchmarks[1].At.Date);
    }

    [Fact]
    public void From_LaunchesOfTwoCodesAndOtherTimes_IsRefusedWithBothReasons()
    {
        RecordedFolder.Write(Recorded, SampleReport.Plan("A") with { Times = LaunchTimes.Quick }, Launches("A", 10));

        GateRun run = GateRun.Of("calibrate", "--from", Recorded, "--calibration", Store);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("a calibration is of one code", run.Error, StringComparison.Ordinal);
        Assert.Contains("what it can tell depends on that", run.Error, StringComparison.Ordinal);
        Assert.Null(Calibration);
    }

    [Fact]
    public void From_LaunchesOfAnotherMachine_CannotSay()
    {
        RecordedFolder.Write(Recorded, RecordedFolder.CalibrationPlan("A") with { HeadWith = SampleReport.With }, Launches("A", 10));

        GateRun run = GateRun.Of("calibrate", "--from", Recorded, "--calibration", Store);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("the launches are of another machine", run.Error, StringComparison.Ordinal);
        Assert.Contains("and was Some Processor", run.Error, StringComparison.Ordinal);
        Assert.Null(Calibration);
    }

    [Fact]
    public void From_TooFewLaunches_CannotSay()
    {
        LaunchFigure[] launches = Launches("A", 10);
        launches[3] = launches[3] with { Nanoseconds = null, Problem = "it ended with 1" };
        launches[7] = launches[7] with { Nanoseconds = 0 };
        RecordedFolder.Write(Recorded, RecordedFolder.CalibrationPlan("A"), launches);

        GateRun run = GateRun.Of("calibrate", "--from", Recorded, "--calibration", Store);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("no benchmark gave 20 times", run.Error, StringComparison.Ordinal);
        Assert.Contains("a launch of A gave none: it ended with 1.", run.Error, StringComparison.Ordinal);
        Assert.Contains("a launch of A gave none: it took no longer than a call of nothing.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrate_StoreThatCannotBeMergedWith_IsRefusedBeforeAnythingIsLaunched()
    {
        string file = new CalibrationFolder(Store).Write(new MachineCalibration { Version = "1.0.0", Environment = MachineCalibration.Here(), Benchmarks = [] });
        File.WriteAllText(file, "{");

        GateRun run = GateRun.Of("calibrate", "--revision", "HEAD", "--project", SourceFolder.Root, "--calibration", Store, "--out", _folder.NewPath("out"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is damaged", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(_folder.NewPath("out")));
    }

    [Fact]
    public void Resume_FolderOfTheOtherCommand_IsRefused()
    {
        string comparison = _folder.NewPath("comparison");
        RecordedFolder.Write(Recorded, RecordedFolder.CalibrationPlan("A"), []);
        RecordedFolder.Write(comparison, SampleReport.Plan("A"), []);

        GateRun micro = GateRun.Of("micro", "--resume", Recorded);
        GateRun calibrate = GateRun.Of("calibrate", "--resume", comparison, "--calibration", Store);

        Assert.Equal((2, 2), (micro.ExitCode, calibrate.ExitCode));
        Assert.Contains("a calibration that was begun, which compares nothing; 'calibrate --resume' goes on with it", micro.Error, StringComparison.Ordinal);
        Assert.Contains("a comparison of two sides, which calibrates nothing; 'micro --resume' goes on with it", calibrate.Error, StringComparison.Ordinal);
    }

    /// <summary>For real: the working tree of the commit that was begun with is built, and only what is missing is launched.</summary>
    [Fact]
    public async Task Resume_CalibrationThatWasCutShort_LaunchesWhatIsMissingAndWritesIt()
    {
        using BenchmarkRepository repository = await BenchmarkRepository.CreateAsync(Cancelled);
        string commit = (await repository.GitAsync(Cancelled, "rev-parse", "HEAD")).Trim();
        ComparisonPlan plan = RecordedFolder.CalibrationPlan(Buffer1000);
        LaunchFigure[] made = [.. Launches(Buffer1000, 10).Where(launch => launch.Round != 4)];
        RecordedFolder.Write(Recorded, plan with { Project = "OtherBenchmarks", Base = new("HEAD", commit, Changes: null), Head = new("HEAD", commit, Changes: null), Times = LaunchTimes.Quick }, made);

        await using ChildProcess resumed = ChildProcess.Start(InterruptibleGate.LaunchOf("calibrate", "--resume", Recorded, "--calibration", Store) with { Folder = repository.Project }, pin: null);
        ProcessEnd end = await resumed.EndAsync(Cancelled);

        Assert.True(end.ExitCode == 0, end.Said);
        Assert.Contains("resumed after 18 launches", end.Output, StringComparison.Ordinal);
        List<LaunchFigure> launches = new ComparisonFolder(Recorded).ReadLaunches();
        Assert.Equal(made, launches[..18]);
        Assert.Equal([4, 4], launches[18..].Select(launch => launch.Round));
        BenchmarkCalibration calibrated = Assert.Single(Calibration!.Benchmarks);
        Assert.Equal((Buffer1000, commit, 20, launches.Max(launch => launch.StartedAt)), (calibrated.Name, calibrated.Commit, calibrated.Launches, calibrated.At));
    }

    private static LaunchFigure[] Launches(string benchmark, int aSide) =>
        [.. SampleLaunches.Of(SampleLaunches.Times(1, aSide), SampleLaunches.Times(1, aSide)).Select(launch => launch with { Benchmark = benchmark })];
}
