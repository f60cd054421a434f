using System.Text;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class ScenarioWriterTests
{
    public static TheoryData<string> BuiltIns => [.. BuiltInScenarios.Names];

    [Fact]
    public void Write_EveryValue_ReadsBackEqual() => AssertReadsBack(WholeExample.Scenario);

    [Theory]
    [MemberData(nameof(BuiltIns))]
    public void Write_BuiltIn_ReadsBackEqual(string name)
    {
        Assert.True(BuiltInScenarios.TryRead(name, out byte[]? file));
        AssertReadsBack(ScenarioReader.Read(file, name, ThresholdParser.ProblemOf).Scenario!);
    }

    [Fact]
    public void Write_ClosedLoopAndOddNumbers_ReadsBackEqual() => AssertReadsBack(WholeExample.Scenario with
    {
        Load = new ClosedLoad
        {
            Stages = [new UserStage(TimeSpan.FromDays(1), 3, 3), new UserStage(TimeSpan.FromTicks(1), 3, 0)],
            Think = Distribution.Uniform(100, 1_234_567_890_100),
        },
        Gateway = new GatewaySettings { TimeToFirstToken = Distribution.Uniform(0, 1e6 / 3), Tokens = Distribution.LogNormal(1.0 / 3, 1e-7) },
    });

    [Fact]
    public void Write_Trace_ReadsBackEqual() => AssertReadsBack(WholeExample.Scenario with
    {
        Load = new TraceLoad { File = "/traces/conversation.jsonl", Speed = 0.25, For = TimeSpan.FromHours(1) },
        Workload = [new RequestGroup { Name = "chat", SystemPrompt = "Be brief." }],
        Tenants = [],
        Thresholds = ["rate > 1"],
    });

    [Fact]
    public void Write_Secrets_StayReferences()
    {
        string json = Encoding.UTF8.GetString(ScenarioWriter.Write(WholeExample.Scenario));

        Assert.Contains("\"apiKey\": \"env:MY_KEY\"", json, StringComparison.Ordinal);
        Assert.Contains("\"Authorization\": \"env:FREE_KEY\"", json, StringComparison.Ordinal);
        Assert.Contains("\"apiKey\": \"env:FREE_KEY\"", json, StringComparison.Ordinal);
        Assert.Contains("\"X-Secret\": \"env:FREE_SECRET\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteGateway_EveryValue_ReadsBackEqual()
    {
        byte[] json = ScenarioWriter.WriteGateway(WholeExample.Scenario.Gateway);

        Assert.Equal(WholeExample.Scenario.Gateway, ScenarioReader.ReadGateway(json, "gateway.json").Settings);
    }

    private static void AssertReadsBack(Scenario scenario)
    {
        byte[] written = ScenarioWriter.Write(scenario);

        ScenarioReading reading = ScenarioReader.Read(written, "written.json", ThresholdParser.ProblemOf);

        Assert.Empty(reading.Problems);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(ScenarioWriter.Write(reading.Scenario!)));
        Assert.Equal(scenario.Gateway, reading.Scenario!.Gateway);
        Assert.Equal(scenario.Target, reading.Scenario.Target);
        Assert.Equal(scenario.Metrics, reading.Scenario!.Metrics);
        Assert.Equal(scenario.Retry, reading.Scenario.Retry);
        Assert.Equal((scenario.Alerts, scenario.Influx), (reading.Scenario.Alerts, reading.Scenario.Influx));
        Assert.Equal(scenario.Goodput, reading.Scenario.Goodput);
        AssertSent(scenario, reading.Scenario);
        Assert.Equal(scenario.Load.MostRequests, reading.Scenario.Load.MostRequests);
        Assert.Equal(scenario.Load.Duration, reading.Scenario.Load.Duration);
        Assert.Equal((scenario.Load as OpenLoad)?.Arrival, (reading.Scenario.Load as OpenLoad)?.Arrival);
        Assert.Equal((scenario.Load as OpenLoad)?.Stages, (reading.Scenario.Load as OpenLoad)?.Stages);
        Assert.Equal((scenario.Load as ClosedLoad)?.Think, (reading.Scenario.Load as ClosedLoad)?.Think);
        Assert.Equal((scenario.Load as ClosedLoad)?.Stages, (reading.Scenario.Load as ClosedLoad)?.Stages);
    }

    private static void AssertSent(Scenario written, Scenario read)
    {
        Assert.Equal(
            written.Workload.Select(group => (group.Distinct, group.PromptTokens, group.SendsRequestId, group.SendsIdempotencyKey, group.CancelAfter)),
            read.Workload.Select(group => (group.Distinct, group.PromptTokens, group.SendsRequestId, group.SendsIdempotencyKey, group.CancelAfter)));
        Assert.Equal(
            written.Tenants.Select(tenant => (tenant.Name, tenant.Weight, tenant.ApiKeyVariable, tenant.RespectsPlan)),
            read.Tenants.Select(tenant => (tenant.Name, tenant.Weight, tenant.ApiKeyVariable, tenant.RespectsPlan)));
        foreach ((Tenant first, Tenant second) in written.Tenants.Zip(read.Tenants))
        {
            Assert.Equal(first.Models, second.Models);
            Assert.Equal(first.Headers, second.Headers);
        }

        foreach ((RequestGroup first, RequestGroup second) in written.Workload.Zip(read.Workload))
        {
            Assert.Equal(first.Models, second.Models);
            Assert.Equal(first.Metadata, second.Metadata);
            if (written.Load is not TraceLoad) Assert.Equal(first.Prompts, second.Prompts);
        }
    }
}
