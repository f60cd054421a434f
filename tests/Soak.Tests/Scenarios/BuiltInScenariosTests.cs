using System.Text;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Traces;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class BuiltInScenariosTests
{
    public static TheoryData<string> BuiltIns => [.. BuiltInScenarios.Names];

    [Fact]
    public void Names_Always_HoldTheDefault() => Assert.Contains(BuiltInScenarios.Default, BuiltInScenarios.Names);

    [Fact]
    public void TryRead_Unknown_IsFalse() => Assert.False(BuiltInScenarios.TryRead("no-such", out _));

    [Theory]
    [MemberData(nameof(BuiltIns))]
    public void TryRead_Each_IsAScenarioOfThatNameWithCommentsThatTeach(string name)
    {
        Assert.True(BuiltInScenarios.TryRead(name, out byte[]? file));

        ScenarioReading reading = ScenarioReader.Read(file, name, ThresholdParser.ProblemOf);

        Assert.Empty(reading.Problems);
        Assert.Equal(name, reading.Scenario!.Name);
        List<string> problems = [];
        Scenario scenario = TraceFile.Load(reading.Scenario, "", problems);
        Assert.Empty(problems);
        Assert.Equal(TimeSpan.FromSeconds(30), scenario.Load.Duration);
        Assert.Contains("//", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
    }
}
