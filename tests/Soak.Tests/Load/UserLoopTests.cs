using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

public sealed class UserLoopTests
{
    [Fact]
    public async Task Run_StagesOfUsers_HasAsManyConnectionsAsTheMostUsers()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        ClosedLoad load = new()
        {
            WarmUp = TimeSpan.Zero,
            Stages = [Stage(1, 1), Stage(4, 4), Stage(2, 0)],
            Think = Distribution.Exponential(1e6),
        };
        using EngineBench bench = new(ScenarioOf(load), server.Url);

        await bench.RunAsync();

        Assert.Equal(4, bench.Recorder.Connections.Open.Peak);
        Assert.Equal(4, server.Connections);
        Assert.Equal(server.Requests, bench.Counters[Outcome.Completed]);
        Assert.Equal(bench.Counters[Counter.Scheduled], bench.Counters.Finished);
    }

    [Fact]
    public async Task Run_RampFromNobody_WarmsUpWithTheMiddleOfTheRamp()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        ClosedLoad load = new() { WarmUp = TimeSpan.FromSeconds(0.3), Stages = [Stage(0, 5)], Think = Distribution.Constant(5e6) };
        using EngineBench bench = new(ScenarioOf(load), server.Url);

        await bench.RunAsync();

        Assert.True(bench.Recorder.WarmUp[0].Counters[Counter.Started] > 0);
        Assert.True(bench.Counters[Counter.Started] > 0);
    }

    [Fact]
    public async Task Run_UserWhoThinksLongerThanTheRun_SendsOnce()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        ClosedLoad load = ClosedLoad.Constant(7, TimeSpan.FromSeconds(0.3)) with { WarmUp = TimeSpan.Zero, Think = Distribution.Constant(3600e9) };
        using EngineBench bench = new(ScenarioOf(load), server.Url);

        await bench.RunAsync();

        Assert.Equal(7, server.Requests);
    }

    private static UserStage Stage(int from, int to) => new(TimeSpan.FromSeconds(0.3), from, to);

    private static Scenario ScenarioOf(ClosedLoad load) => new() { Name = "users", Load = load, Workload = [new RequestGroup { Name = "chat", Stream = false }] };
}
