using HotPath.EndToEnd.Tests.Gate.Micro;
using HotPath.Gate;
using HotPath.Gate.Calibration;

namespace HotPath.EndToEnd.Tests.Gate.Calibration;

public sealed class CalibrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Resampling_SteadyBenchmark_KeepsTheThresholdAndFindsLittleMore()
    {
        BenchmarkCalibration calibration = Of(spread: 0.01, threshold: 1.05);

        Assert.Equal(1.05, calibration.Threshold);
        Assert.Equal(0, calibration.FalsePositiveRate);
        Assert.InRange(calibration.LeastDetectable, 1.05, 1.08);
    }

    [Fact]
    public void Resampling_WildBenchmark_IsRarelyAccusedAndSaysWhatItWouldFind()
    {
        BenchmarkCalibration steady = Of(spread: 0.02, threshold: 1.05);
        BenchmarkCalibration wild = Of(spread: 0.2, threshold: 1.05);

        Assert.InRange(wild.FalsePositiveRate, 0, Resampling.MostFalsePositives);
        Assert.InRange(wild.LeastDetectable, 1.2, 1.8);
        Assert.True(wild.LeastDetectable > steady.LeastDetectable);
    }

    [Fact]
    public void Resampling_FalsePositivesAtAnAlphaOfHalfAPercent_AreTheSquareOfThat()
    {
        BenchmarkCalibration calibration = Of(spread: 0.3, threshold: 1.0001);

        Assert.InRange(calibration.FalsePositiveRate, 0, 0.01 * 0.01); // 0.005 squared, as far as 4,000 draws tell
        Assert.Equal(1.0001, calibration.Threshold);
    }

    [Fact]
    public void Resampling_TooFewLaunches_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampling.Of(SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1, 9)), aSide: 10, threshold: 1.05, "abc"));
    }

    [Fact]
    public void ThresholdsHere_CalibratedBenchmark_IsThatOfThisMachine()
    {
        CalibrationFolder folder = new(_folder.FullName);
        folder.Write(Calibration(MachineCalibration.Here(), threshold: 1.12));

        Func<string, double> thresholds = folder.ThresholdsHere(otherwise: 1.05);

        Assert.Equal((1.12, 1.05), (thresholds("wild"), thresholds("unknown")));
    }

    [Fact]
    public void ThresholdsHere_CalibrationOfAnotherMachine_IsNotTaken()
    {
        CalibrationFolder folder = new(_folder.FullName);
        folder.Write(Calibration(new Dictionary<string, string> { ["processor"] = "another" }, threshold: 1.5));

        Assert.Equal(1.05, folder.ThresholdsHere(otherwise: 1.05)("wild"));
    }

    [Theory]
    [InlineData("cut", "is damaged")]
    [InlineData("NaN", "is damaged")]
    [InlineData("null", "is of another version or machine")]
    [InlineData("schema", "is of another version or machine")]
    [InlineData("schema 1", "is of another version or machine")]
    [InlineData("machine", "is of another version or machine")]
    [InlineData("threshold", "is of another version or machine")]
    public void ThresholdsHere_DamagedFile_IsBadInput(string damage, string reason)
    {
        CalibrationFolder folder = new(_folder.FullName);
        string file = folder.Write(Calibration(MachineCalibration.Here(), threshold: 1.12));
        string text = File.ReadAllText(file);
        File.WriteAllText(file, damage switch
        {
            "cut" => text[..(text.Length / 2)],
            "NaN" => text.Replace("1.12", "NaN", StringComparison.Ordinal),
            "null" => "null",
            "schema" => text.Replace("\"schemaVersion\": 2", "\"schemaVersion\": 7", StringComparison.Ordinal),
            "schema 1" => """{"schemaVersion":1,"version":"1.0.0","at":"2026-11-21T18:05:00+00:00","environment":{},"commit":"abc","launchesASide":10,"benchmarks":[]}""",
            "machine" => text.Replace("\"architecture\": \"", "\"architecture\": \"Other", StringComparison.Ordinal),
            _ => text.Replace("1.12", "0.5", StringComparison.Ordinal),
        });

        GateException problem = Assert.Throws<GateException>(() => folder.ThresholdsHere(otherwise: 1.05));

        Assert.Equal(2, problem.ExitCode);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_OtherBenchmarks_StayAsTheyWere()
    {
        CalibrationFolder folder = new(_folder.FullName);
        MachineCalibration before = Calibration(MachineCalibration.Here(), threshold: 1.12);
        BenchmarkCalibration stays = before.Benchmarks[0] with { Name = "a", Threshold = 1.2 };
        folder.Write(before with { Benchmarks = [.. before.Benchmarks, stays] });
        BenchmarkCalibration again = before.Benchmarks[0] with { At = DateTimeOffset.UnixEpoch.AddDays(1), Commit = "def", Threshold = 1.3 };
        BenchmarkCalibration added = again with { Name = "z" };

        string file = folder.Merge(before with { Version = "1.1.0", Benchmarks = [added, again] });

        MachineCalibration merged = folder.Read(MachineCalibration.Here())!;
        Assert.Equal([stays, again, added], merged.Benchmarks);
        Assert.Equal("1.1.0", merged.Version);
        Assert.Equal([file], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void Merge_FileThatIsDamaged_IsRefusedAndLeftAsItIs()
    {
        CalibrationFolder folder = new(_folder.FullName);
        MachineCalibration calibration = Calibration(MachineCalibration.Here(), threshold: 1.12);
        string file = folder.Write(calibration);
        File.WriteAllText(file, "{");

        Assert.Equal(2, Assert.Throws<GateException>(() => folder.Merge(calibration)).ExitCode);
        Assert.Equal("{", File.ReadAllText(file));
    }

    public void Dispose() => _folder.Dispose();

    private static MachineCalibration Calibration(IReadOnlyDictionary<string, string> environment, double threshold) => new()
    {
        Version = "1.0.0",
        Environment = environment,
        Benchmarks = [new BenchmarkCalibration { Name = "wild", At = DateTimeOffset.UnixEpoch, Commit = "abc", Launches = 60, LaunchesASide = 10, FalsePositiveRate = 0.002, Threshold = threshold, LeastDetectable = 1.3 }],
    };

    private static BenchmarkCalibration Of(double spread, double threshold)
    {
        double[] times = SampleLaunches.Normal(60, spread, seed: 11);
        return Resampling.Of(SampleLaunches.Of(times[..30], times[30..]), aSide: 10, threshold, "abc");
    }
}
