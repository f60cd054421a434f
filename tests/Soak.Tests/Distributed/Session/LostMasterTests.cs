using HotPath.Soak.Distributed;

namespace HotPath.Soak.Tests.Distributed.Session;

public class LostMasterTests
{
    [Fact]
    public async Task Run_ConnectionBreaksInATest_EndsItAndIsReadyAgainWhenItHasEnded()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.BeginTestAsync();
        TaskCompletionSource ended = new();
        bench.Load.Ending = ended.Task;

        link.Break();
        Assert.Equal("end", await bench.Load.NextAsync());
        FakeLink next = await bench.Master.AcceptAsync(bench.Time);
        Task<Said?> first = next.ReadAsync();
        ended.SetResult();

        Assert.Equal("client_ready", (await first)!.Type); // not the last report, which is of a test that this master may know nothing of
        next.SayAck();
        next.SaySpawn(timestamp: 5, users: 2); // another master, another clock
        Assert.Equal("begin Chat=2", await bench.Load.NextAsync());
        next.Say("quit");
        Assert.Equal(1, (await bench.EndAsync()).DroppedReports);
    }

    [Fact]
    public async Task Run_ConnectionBreaksBetweenTests_IsReadyAgain()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.JoinAsync();

        link.Break();
        FakeLink next = await bench.JoinAgainAsync();

        Assert.Equal("ready", await bench.BeatAsync(next));
        Assert.Contains("The master is lost (broken); it is tried each second.", bench.Said);
        Assert.False(bench.Load.WasAsked);
    }

    [Fact]
    public async Task Run_ConnectionBreaksWhileATestBegins_EndsItAfterwards()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.JoinAsync();
        TaskCompletionSource begun = await bench.BeginSlowTestAsync(link);

        link.Break();
        FakeLink next = await bench.Master.AcceptAsync(bench.Time);
        begun.SetResult();

        Assert.Equal("end", await bench.Load.NextAsync());
        await next.ReadAsync("client_ready"); // and no spawning_complete, at which a master who does not know the worker would stumble
    }

    [Fact]
    public async Task Run_StoppedWhileTheMasterIsLost_EndsTheTest()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.BeginTestAsync();
        bench.Master.Refusal = "Connection refused";

        link.Break();
        Assert.Equal("end", await bench.Load.NextAsync());
        bench.Stop();

        Assert.Equal(new WorkerEnd(WorkerEndReason.Stopped, null, DroppedReports: 1), await bench.EndAsync());
    }

    [Fact]
    public async Task Run_Reconnect_GoesOnOverANewConnectionWithoutBeingReadyAgain()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.BeginTestAsync();

        link.Say("reconnect");
        Assert.Null(await link.ReadAsync());
        bench.Worker.Reports.Send(Figures.Of(requests: 7));
        FakeLink next = await bench.Master.AcceptAsync(bench.Time);

        Said? said = await next.ReadAsync();
        while (said!.Type == "heartbeat") said = await next.ReadAsync(); // those of the second between
        Assert.Equal("stats", said.Type);
        next.SaySpawn(timestamp: 101, users: 4);
        Assert.Equal("users Chat=4", await bench.Load.NextAsync());
    }

    [Fact]
    public async Task Run_ReconnectToNobody_IsALoss()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.BeginTestAsync();
        bench.Master.Refusal = "Connection refused";

        link.Say("reconnect");
        Assert.Null(await link.ReadAsync());
        await bench.Time.PassAsync(until: () => bench.Load.WasAsked);

        Assert.Equal("end", await bench.Load.NextAsync());
    }

    [Fact]
    public async Task Run_MasterThatNeverSentAHeartbeat_MayBeSilentForEver()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.JoinAsync();

        for (int second = 0; second < 200; second++) Assert.Equal("ready", await bench.BeatAsync(link));
    }

    [Fact]
    public async Task Run_MasterThatStopsSendingHeartbeats_IsLostAfterAMinute()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.JoinAsync();
        link.Say("heartbeat");
        await bench.UntilReadAsync(link);
        for (int second = 0; second < 60; second++) await bench.BeatAsync(link);

        bench.Time.Pass(TimeSpan.FromSeconds(1));
        FakeLink next = await bench.Master.AcceptAsync(bench.Time);

        await next.ReadAsync("client_ready");
        Assert.Contains("The master is lost (no heartbeat for 60 s); it is tried each second.", bench.Said);
    }

    [Fact]
    public async Task Run_ProcessStoodStill_RegistersAnewForItsMasterHasForgottenIt()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.BeginTestAsync();

        bench.Time.Jump(TimeSpan.FromSeconds(90));

        Assert.Equal("end", await bench.Load.NextAsync());
        FakeLink next = await bench.Master.AcceptAsync(bench.Time);
        await next.ReadAsync("client_ready");
        Assert.Contains(bench.Said, line => line.StartsWith("The master is lost (this process stood still for 9", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0x93)] // an array without its values
    [InlineData(0xC0)]
    [InlineData(0xC1)]
    public async Task Run_MessageThatCannotBeRead_IsIgnoredAndSaid(byte first)
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.JoinAsync();

        link.Say(new[] { first });
        link.Say("a type of another version", data => data.Text("and its data"));
        link.Say("spawn");
        link.SaySpawn(timestamp: 100, users: 3);

        Assert.Equal("begin Chat=3", await bench.Load.NextAsync());
        Assert.StartsWith("The master sent what cannot be read: ", bench.Said[^2], StringComparison.Ordinal);
        Assert.Equal("The master's order of users cannot be read: its data is no map. It is ignored.", bench.Said[^1]);
    }
}
