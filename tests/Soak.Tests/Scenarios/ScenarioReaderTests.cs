using System.Text;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    [Theory]
    [InlineData("\"as {{id}} it is\"", "as {{id}} it is")]
    [InlineData("{ \"a\": [ 1.50, true, null, \"\\u00e4\" ], \"b\": { } }", "{\"a\":[1.50,true,null,\"\u00e4\"],\"b\":{}}")]
    public void Read_BodyOfATextOrJson_IsWhatIsSent(string body, string sent)
    {
        byte[] json = Encoding.UTF8.GetBytes($$"""{ "name": "x", "workload": [ { "name": "own", "endpoint": "custom", "path": "/x", "body": {{body}} } ] }""");

        Assert.Equal(sent, ScenarioReader.Read(json, "x", ThresholdParser.ProblemOf).Scenario!.Workload[0].Custom!.Body);
    }

    [Fact]
    public void Read_OnlyNameAndWorkload_TakesTheDefaultsOfTheRecords()
    {
        Scenario? scenario = Marked.Read("""{ "name": "x", "workload": [ { "name": "chat" } ] }""").Scenario;

        Scenario expected = new() { Name = "x", Workload = [new RequestGroup { Name = "chat" }] };
        Assert.NotNull(scenario);
        Assert.Equal(ScenarioWriter.Write(expected), ScenarioWriter.Write(scenario));
    }

    [Fact]
    public void Read_EveryMember_TakesEveryValue()
    {
        ScenarioReading reading = Marked.Read(WholeExample.Json);

        Assert.Empty(reading.Problems);
        Assert.NotNull(reading.Scenario);
        Assert.Equal(ScenarioWriter.Write(WholeExample.Scenario), ScenarioWriter.Write(reading.Scenario));
    }

    [Fact]
    public void Read_Users_IsAClosedLoop()
    {
        Scenario? scenario = Marked.Read(Marked.Scenario("\"load\": { \"users\": 7, \"think\": \"0.1s..0.5s\", \"for\": \"1m\" }")).Scenario;

        ClosedLoad load = Assert.IsType<ClosedLoad>(scenario?.Load);
        Assert.Equal([new UserStage(TimeSpan.FromMinutes(1), 7, 7)], load.Stages);
        Assert.Equal(Distribution.Uniform(0.1e9, 0.5e9), load.Think);
    }

    [Fact]
    public void Read_UsersAlone_LastAsLongAsTheDefaultLoad()
    {
        Scenario? scenario = Marked.Read(Marked.Scenario("\"load\": { \"users\": 7 }")).Scenario;

        ClosedLoad load = Assert.IsType<ClosedLoad>(scenario?.Load);
        Assert.Equal([new UserStage(OpenLoad.Default.Duration, 7, 7)], load.Stages);
        Assert.Equal(Distribution.Constant(0), load.Think);
    }

    [Fact]
    public void Read_StagesOfUsers_IsAClosedLoopThatMayComeFromNobodyAndGoToNobody()
    {
        Scenario? scenario = Marked.Read(Marked.Scenario(
            "\"load\": { \"think\": \"exponential(1s)\", \"stages\": [ { \"for\": \"2m\", \"users\": 0, \"to\": 100 }, { \"for\": \"5m\", \"users\": 100 }, { \"for\": \"3m\", \"users\": 100, \"to\": 0 } ] }")).Scenario;

        ClosedLoad load = Assert.IsType<ClosedLoad>(scenario?.Load);
        Assert.Equal(
            [new UserStage(TimeSpan.FromMinutes(2), 0, 100), new UserStage(TimeSpan.FromMinutes(5), 100, 100), new UserStage(TimeSpan.FromMinutes(3), 100, 0)],
            load.Stages);
        Assert.Equal(Distribution.Exponential(1e9), load.Think);
        Assert.Equal(TimeSpan.FromMinutes(10), load.Duration);
    }

    [Fact]
    public void Read_Retry_IsOffWhereItIsLeftOutAndHasDefaultsWhereItIsEmpty()
    {
        Assert.Null(Marked.Read(Marked.Scenario("\"description\": \"\"")).Scenario!.Retry);
        Assert.Equal(new RetrySettings(), Marked.Read(Marked.Scenario("\"retry\": {}")).Scenario!.Retry);
    }

    [Fact]
    public void Read_Trace_IsNotReadYet()
    {
        Scenario? scenario = Marked.Read(Marked.Scenario("\"load\": { \"trace\": { \"file\": \"a/b.jsonl\", \"speed\": 2.5 }, \"for\": \"1m\", \"maxInFlight\": 7 }")).Scenario;

        TraceLoad load = Assert.IsType<TraceLoad>(scenario?.Load);
        Assert.Equal(("a/b.jsonl", 2.5, TimeSpan.FromMinutes(1), 7), (load.File, load.Speed, load.For, load.MaxInFlight));
        Assert.Empty(load.Requests);
    }

    [Theory]
    [InlineData("", nameof(ArrivalKind.Constant), 1)]
    [InlineData("\"arrival\": \"poisson\"", nameof(ArrivalKind.Poisson), 1)]
    [InlineData("\"arrival\": \"gamma\"", nameof(ArrivalKind.Gamma), 1)]
    [InlineData("\"arrival\": \"gamma\", \"burstiness\": 0.25", nameof(ArrivalKind.Gamma), 0.25)]
    public void Read_Arrival_IsThatOfTheOpenLoop(string members, string kind, double burstiness)
    {
        Scenario? scenario = Marked.Read(Marked.Scenario($"\"load\": {{ {members} }}")).Scenario;

        Assert.Equal(new Arrival(Enum.Parse<ArrivalKind>(kind), burstiness), Assert.IsType<OpenLoad>(scenario?.Load).Arrival);
    }

    [Fact]
    public void Read_RampFromZeroAndToZero_IsAllowed()
    {
        Scenario? scenario = Marked.Read(Marked.Scenario(
            "\"load\": { \"stages\": [ { \"for\": \"1s\", \"rate\": 0, \"to\": \"60/min\" }, { \"for\": \"1s\", \"rate\": 2.5, \"to\": \"0/s\" } ] }")).Scenario;

        Assert.Equal(
            [new RateStage(TimeSpan.FromSeconds(1), 0, 1), new RateStage(TimeSpan.FromSeconds(1), 2.5, 0)],
            Assert.IsType<OpenLoad>(scenario?.Load).Stages);
    }

    [Fact]
    public void Read_NoThresholdsInTheList_TakesTheDefaults()
    {
        Assert.Equal(Scenario.DefaultThresholds, Marked.Read(Marked.Scenario("\"thresholds\": []")).Scenario?.Thresholds);
    }

    [Fact]
    public void Read_ByteOrderMark_IsNoColumn()
    {
        byte[] json = [.. Encoding.UTF8.Preamble, .. "{ \"nam\": 1 }"u8];

        ScenarioReading reading = ScenarioReader.Read(json, "file.json", (_, _) => null);

        Assert.Contains(reading.Problems, problem => problem is { Line: 1, Column: 3 } && problem.Message.Contains("did you mean name?", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NumbersInAnyNotation_AreTakenByTheirValue()
    {
        Scenario? scenario = Marked.Read(Marked.Group("\"maxTokens\": 1e2, \"expect\": { \"status\": [2.0e2, 429] }")).Scenario;

        RequestGroup group = Assert.Single(scenario?.Workload ?? []);
        Assert.Equal(100, group.MaxTokens);
        Assert.Equal([200, 429], group.ExpectedStatus);
    }

    [Fact]
    public void ReadGateway_PartAlone_TakesItsValues()
    {
        GatewayReading reading = ScenarioReader.ReadGateway(
            """{ "itl": "5ms", "tokens": 60, "faults": { "stall": { "at": "10s", "for": "2s" } } } // alone"""u8, "gateway.json");

        GatewaySettings expected = new()
        {
            InterTokenLatency = Distribution.Constant(5e6),
            Tokens = Distribution.Constant(60),
            Faults = new GatewayFaults { StallAt = TimeSpan.FromSeconds(10), StallFor = TimeSpan.FromSeconds(2) },
        };
        Assert.Equal(expected, reading.Settings);
    }

    [Fact]
    public void ReadGateway_WholeScenario_IsRefusedMemberByMember()
    {
        GatewayReading reading = ScenarioReader.ReadGateway("""{ "name": "x", "itl": "-5ms" }"""u8, "gateway.json");

        Assert.Null(reading.Settings);
        Assert.Equal(
            [
                "gateway.json(1,3): name is not known; what can stand here is ttft, itl, tokens, faults, models, tenants, limits, providers, routing, failover, cache, idempotency.",
                "gateway.json(1,23): itl is \"-5ms\"; no value may be below 0.",
            ],
            reading.Problems.Select(problem => problem.ToString()));
    }
}
