using System.Text.Json.Nodes;
using HotPath.Analysis.Results;
using HotPath.Gate.Soak.Comparing;
using HotPath.Gate.Soak.Reading;

namespace HotPath.EndToEnd.Tests.Gate.Soak;

public sealed class ScenarioComparisonTests
{
    private const string Base = """{ "name": "chat", "target": { "checkKey": true }, "workload": [ { "name": "a", "weight": 3 }, { "name": "b" } ] }""";

    [Theory]
    [InlineData("\"weight\": 3", "\"weight\": 4", "workload[0].weight is 4 and 3")]
    [InlineData("{ \"name\": \"b\" }", "{ \"name\": \"b\", \"inputs\": 2 }", "only 'head' has workload[1].inputs, 2")]
    [InlineData("\"checkKey\": true", "", "only 'base' has target.checkKey, true")]
    [InlineData(", { \"name\": \"b\" }", "", "workload is [{\"name\":\"a\",\"weight\":3}] and [{\"name\":\"a\",\"weight\":3},{\"name\":\"b\"}]")]
    public void Difference_OfTwoScenarios_NamesItsPlaceAndWhoseItIs(string of, string becomes, string expected)
    {
        SoakReading head = Reading("head", Base.Replace(of, becomes, StringComparison.Ordinal));

        Assert.Equal(expected, new ScenarioComparison(Reading("base", Base), head, isOneScenario: false).Difference());
    }

    [Theory]
    [InlineData("{ \"name\": \"b\" }", "{ \"name\": \"b\", \"inputs\": 2 }")] // in a list, too
    [InlineData("\"checkKey\": true", "")]
    public void Difference_MemberThatOneCommitAloneKnowsOfOneScenario_IsNone(string of, string becomes)
    {
        SoakReading head = Reading("head", Base.Replace(of, becomes, StringComparison.Ordinal));

        Assert.Null(new ScenarioComparison(Reading("base", Base), head, isOneScenario: true).Difference());
    }

    private static SoakReading Reading(string folder, string scenario) => new(folder, Run, JsonNode.Parse(scenario), new Dictionary<string, FigureValue>(), [], []);

    private static RunResult Run { get; } = new()
    {
        Id = "chat", Scenario = "chat", Seed = 1, StartedAt = DateTimeOffset.UnixEpoch, DurationSeconds = 150, Topology = "embedded",
        Environment = new RunEnvironment
        {
            Version = "1.0.0", OperatingSystem = "Simulated Linux", Architecture = "X64", ProcessorCount = 4, MemoryMB = 8_192, Runtime = ".NET 10.0.0",
            GarbageCollector = "server, concurrent", Command = "run chat",
        },
    };
}
