using HotPath.EndToEnd.Tests.Gate.Micro;
using HotPath.Gate.Calibration;

namespace HotPath.EndToEnd.Tests.Gate.Calibration;

public class RecordedMachineTests
{
    private static readonly Dictionary<string, string> Here = new()
    {
        ["processor"] = "Intel(R) Core(TM) i7-4770 CPU @ 3.40GHz",
        ["processors"] = "2",
        ["architecture"] = "X64",
        ["runtime"] = ".NET 10.0.1",
    };

    [Theory]
    [InlineData("Intel Core i7-4770 CPU 3.40GHz (Haswell)", ".NET 10.0.1 (10.0.125.42308)")]
    [InlineData("Intel Core i7-4770", ".NET 10.0.1")]
    [InlineData("unknown", ".NET 10.0.1")]
    public void DifferencesTo_TheSameInOtherWords_AreNone(string processor, string runtime)
    {
        Assert.Empty(RecordedMachine.DifferencesTo(Here, SampleReport.With with { Processor = processor, Runtime = runtime }));
    }

    [Theory]
    [InlineData("Intel Core i7-4790 CPU 3.40GHz", ".NET 10.0.1", 2, "X64", "the processor is")]
    [InlineData("Intel Core i7-4770", ".NET 10.0.12 (10.0.1226.42308)", 2, "X64", "the runtime is .NET 10.0.1 and was .NET 10.0.12")]
    [InlineData("Intel Core i7-4770", ".NET 10.0.1", 4, "X64", "the number of logical cores is 2 and was 4")]
    [InlineData("Intel Core i7-4770", ".NET 10.0.1", 2, "Arm64", "the architecture is X64 and was Arm64")]
    public void DifferencesTo_AnotherMachine_AreNamed(string processor, string runtime, int cores, string architecture, string difference)
    {
        string only = Assert.Single(RecordedMachine.DifferencesTo(Here, SampleReport.With with { Processor = processor, Runtime = runtime, LogicalCores = cores, Architecture = architecture }));

        Assert.StartsWith(difference, only, StringComparison.Ordinal);
    }

    [Fact]
    public void Here_OwnMachine_HasEveryKeyThatIsCompared()
    {
        Assert.Superset(Here.Keys.ToHashSet(), MachineCalibration.Here().Keys.ToHashSet());
    }
}
