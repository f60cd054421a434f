using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Load;

public sealed class LedLoopTests
{
    private readonly LedUsers _users = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_UsersUpDownAndUpAgain_ComeAtOnceAndTheLastToComeGoFirst()
    {
        await using HeldAnswers server = new();
        using EngineBench bench = new(ScenarioOf(Distribution.Constant(0)), server.Url);
        Task running = bench.RunAsync();
        _users.Set(1);
        Assert.Equal(0, await server.NextAsync());
        _users.Set(2);
        Assert.Equal(1, await server.NextAsync());
        _users.Set(3);
        Assert.Equal(2, await server.NextAsync());

        _users.Set(1);
        _users.Set(2);
        Assert.Equal(3, await server.NextAsync()); // a new second user, while the old one still reads its answer
        server.Release(1, 2); // to those that were asked to leave: they send no more
        server.Release(0);
        Assert.Equal(4, await server.NextAsync()); // the first of all has stayed
        server.Release(3);
        Assert.Equal(5, await server.NextAsync());

        _users.Set(0);
        _users.Set(1);
        Assert.Equal(6, await server.NextAsync());
        server.Release(4, 5);
        _users.End();
        await bench.Draining; // else the last one may have its answer before it is asked to leave, and send once more
        server.Release(6);
        await running;

        Assert.Equal((7, 7), (server.Requests, bench.Counters[Outcome.Completed]));
        Assert.Equal((7, 7), (bench.Counters[Counter.Scheduled], bench.Counters.Finished));
        Assert.Equal(3, _users.Most);
    }

    [Fact]
    public async Task Run_UserWhoLeavesWhileItThinks_IsNotWaitedFor()
    {
        await using HeldAnswers server = new();
        using EngineBench bench = new(ScenarioOf(Distribution.Constant(3600e9)), server.Url);
        Task running = bench.RunAsync();
        _users.Set(1);
        server.Release(await server.NextAsync());
        while (bench.Counters.Finished == 0) await Task.Yield();

        _users.Set(0);
        _users.Set(1);
        server.Release(await server.NextAsync());
        while (bench.Counters.Finished == 1) await Task.Yield();
        _users.End();
        await running;

        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task Run_Stopped_BeginsNoneAndReadsTheLastAnswer()
    {
        await using HeldAnswers server = new();
        using EngineBench bench = new(ScenarioOf(Distribution.Constant(0)), server.Url);
        using CancellationTokenSource stop = new();
        Task running = bench.RunAsync(stop.Token, Cancelled);
        _users.Set(2);
        int[] inFlight = [await server.NextAsync(), await server.NextAsync()];

        await stop.CancelAsync();
        await bench.Draining;
        _users.Set(5); // too late
        server.Release(inFlight);
        await running;

        Assert.Equal((2, 2), (server.Requests, bench.Counters[Outcome.Completed]));
        Assert.True(bench.StoppedEarly);
    }

    [Fact]
    public async Task Run_EndedByWhoLeads_IsNotStoppedEarly()
    {
        await using HeldAnswers server = new();
        using EngineBench bench = new(ScenarioOf(Distribution.Constant(0)), server.Url);
        Task running = bench.RunAsync();

        _users.End();
        await running;

        Assert.Equal(0, server.Requests);
        Assert.False(bench.StoppedEarly);
    }

    [Fact]
    public async Task Run_GivenUp_CancelsWhatIsInFlightAndCallsItNoFailure()
    {
        await using HeldAnswers server = new();
        using EngineBench bench = new(ScenarioOf(Distribution.Constant(0)), server.Url);
        using CancellationTokenSource abandon = new();
        Task running = bench.RunAsync(Cancelled, abandon.Token);
        _users.Set(2);
        await server.NextAsync();
        await server.NextAsync();

        _users.End();
        await abandon.CancelAsync();
        await running;

        Assert.Equal((2, 0), (bench.Counters[Outcome.Cancelled], bench.Counters[Counter.Failed]));
        Assert.Equal((0, 0), (bench.Counters[Counter.CutOff], bench.Counters[Counter.GivenUp])); // no answer had begun
    }

    [Fact]
    public void InPlaceOf_LoadOfUsers_KeepsTheirPausesAndNothingElse()
    {
        ClosedLoad closed = ClosedLoad.Constant(50, TimeSpan.FromHours(2)) with { Think = Distribution.Exponential(5e6) };

        LedLoad led = LedLoad.InPlaceOf(closed, _users);

        Assert.Equal((closed.Think, TimeSpan.Zero, null), (led.Think, led.WarmUp, led.Planned));
        Assert.Equal(TimeSpan.FromSeconds(1), IntervalLength.Of(led));
        Assert.Equal(Distribution.Constant(0), LedLoad.InPlaceOf(OpenLoad.Default, _users).Think);
    }

    private Scenario ScenarioOf(Distribution think) => new()
    {
        Name = "led",
        Load = new LedLoad { Users = _users, Think = think },
        Workload = [new RequestGroup { Name = "chat", Stream = false }],
    };
}
