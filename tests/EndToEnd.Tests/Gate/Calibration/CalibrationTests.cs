using HotPath.Gate;
using HotPath.Gate.Calibration;

namespace HotPath.EndToEnd.Tests.Gate.Calibration;

public sealed class CalibrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Resampling_SteadyBenchmark_KeepsTheThresholdAndFindsLittleMore()
    {
        BenchmarkCalibration calibration = Resampling.Of("steady", Launches(spread: 0.01), aSide: 10, threshold: 1.05);

        Assert.Equal(1.05, calibration.Threshold);
        Assert.Equal(0, calibration.FalsePositiveRate);
        Assert.InRange(calibration.LeastDetectable, 1.05, 1.08);
    }

    [Fact]
    public void Resampling_WildBenchmark_IsRarelyAccusedAndSaysWhatItWouldFind()
    {
        BenchmarkCalibration steady = Resampling.Of("steady", Launches(spread: 0.02), aSide: 10, threshold: 1.05);
        BenchmarkCalibration wild = Resampling.Of("wild", Launches(spread: 0.2), aSide: 10, threshold: 1.05);

        Assert.InRange(wild.FalsePositiveRate, 0, Resampling.MostFalsePositives);
        Assert.InRange(wild.LeastDetectable, 1.2, 1.8);
        Assert.True(wild.LeastDetectable > steady.LeastDetectable);
    }

    [Fact]
    public void Resampling_FalsePositivesAtAnAlphaOfHalfAPercent_AreTheSquareOfThat()
    {
        BenchmarkCalibration calibration = Resampling.Of("wild", Launches(spread: 0.3), aSide: 10, threshold: 1.0001);

        Assert.InRange(calibration.FalsePositiveRate, 0, 0.01 * 0.01); // 0.005 squared, as far as 4,000 draws tell
        Assert.Equal(1.0001, calibration.Threshold);
    }

    [Fact]
    public void Resampling_TooFewLaunches_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampling.Of("few", new double[19], aSide: 10, threshold: 1.05));
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
    [InlineData("schema", "is of another version or machine")]
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
            "schema" => text.Replace("\"schemaVersion\": 1", "\"schemaVersion\": 7", StringComparison.Ordinal),
            "machine" => text.Replace("\"architecture\": \"", "\"architecture\": \"Other", StringComparison.Ordinal),
            _ => text.Replace("1.12", "0.5", StringComparison.Ordinal),
        });

        GateException problem = Assert.Throws<GateException>(() => folder.ThresholdsHere(otherwise: 1.05));

        Assert.Equal(2, problem.ExitCode);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static MachineCalibration Calibration(IReadOnlyDictionary<string, string> environment, double threshold) => new()
    {
        Version = "1.0.0",
        At = DateTimeOffset.UnixEpoch,
        Environment = environment,
        Commit = "abc",
        LaunchesASide = 10,
        Benchmarks = [new BenchmarkCalibration { Name = "wild", Launches = 60, FalsePositiveRate = 0.002, Threshold = threshold, LeastDetectable = 1.3 }],
    };

    private static double[] Launches(double spread)
    {
        Random random = new(11);
        return [.. Enumerable.Range(0, 60).Select(_ => 100 * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
