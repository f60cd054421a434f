using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.Session;

namespace HotPath.Soak.Tests.Distributed.Session;

public class LocustWorkerTests
{
    [Fact]
    public async Task Run_MasterIsThere_IsToldOfTheWorkerAndThenHearsItEachSecond()
    {
        await using WorkerBench bench = new();
        bench.Start();
        FakeLink link = await bench.Master.AcceptAsync();
        Assert.Equal(-1L, await link.ReadAsync("client_ready"));
        bench.Time.Pass(TimeSpan.FromSeconds(2)); // nothing but its answer makes it known

        link.SayAck();
        await bench.UntilSaidAsync("The master took this worker in, as number 4.");
        Assert.Equal("ready", await bench.BeatAsync(link));
        Assert.Equal("ready", await bench.BeatAsync(link));

        Assert.Equal(4, bench.Worker.Index);
    }

    [Fact]
    public async Task Run_MasterIsNotThereYet_IsTriedEachSecondAndSaidOnce()
    {
        await using WorkerBench bench = new();
        bench.Master.Refusal = "Connection refused";
        bench.Start();
        await bench.Time.PassAsync(until: () => bench.Time.GetTimestamp() >= TimeSpan.FromSeconds(20).Ticks);

        bench.Master.Refusal = null;
        await bench.JoinAgainAsync();

        Assert.Equal(
            ["The master cannot be reached yet (Connection refused); it is tried each second.", "The master took this worker in, as number 4."],
            bench.Said);
    }

    [Fact]
    public async Task Run_NoAnswerWithinFiveSeconds_ConnectsAnewWithNothingElseSaidOverTheFirst()
    {
        await using WorkerBench bench = new();
        bench.Start();
        FakeLink silent = await bench.Master.AcceptAsync();
        await silent.ReadAsync("client_ready");

        bench.Time.Pass(TimeSpan.FromSeconds(5));
        FakeLink next = await bench.Master.AcceptAsync(bench.Time);

        Assert.Null(await silent.ReadAsync());
        await next.ReadAsync("client_ready");
        Assert.Equal(TimeSpan.FromSeconds(6).Ticks, bench.Time.GetTimestamp()); // five to wait, one between
    }

    [Fact]
    public async Task Run_NoMasterForFiveMinutes_Ends()
    {
        await using WorkerBench bench = new();
        bench.Master.Refusal = "Connection refused";
        bench.Start();

        bench.Time.Pass(TimeSpan.FromSeconds(300));
        WorkerEnd end = await bench.EndAsync();

        Assert.Equal(new WorkerEnd(WorkerEndReason.NoMaster, "no master took this worker in within 5 minutes", 0), end);
    }

    [Fact]
    public async Task Run_Spawn_BeginsATestAndSaysSoBeforeAndAfter()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.JoinAsync();

        TaskCompletionSource begun = await bench.BeginSlowTestAsync(link, timestamp: 100.5);
        await link.ReadAsync("spawning");
        Assert.Equal("spawning", await bench.BeatAsync(link));
        begun.SetResult();
        Said complete = new("spawning_complete", await link.ReadAsync("spawning_complete"));
        Assert.Equal("running", await bench.BeatAsync(link));

        Assert.Equal(3L, complete["user_count"]);
        Assert.Equal(new Dictionary<object, object?> { ["Chat"] = 3L }, complete["user_classes_count"]);
        MasterSpawn spawn = bench.Load.LastSpawn!;
        Assert.Equal((100.5, TimeSpan.FromMinutes(90)), (spawn.Timestamp, spawn.RunTime));
        Assert.Equal("1h30m", spawn.Options["run_time"]);
    }

    [Fact]
    public async Task Run_SpawnWhileTheTestBegins_SetsUsersAfterIt()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.JoinAsync();
        TaskCompletionSource begun = await bench.BeginSlowTestAsync(link);

        link.SaySpawn(timestamp: 101, users: 5);
        await link.ReadAsync("spawning");
        Assert.Equal("spawning", await bench.BeatAsync(link));
        Assert.False(bench.Load.WasAsked);
        begun.SetResult();

        Assert.Equal("users Chat=5", await bench.Load.NextAsync());
        Assert.Equal(3L, new Said("", await link.ReadAsync("spawning_complete"))["user_count"]);
        await link.ReadAsync("spawning");
        Assert.Equal(5L, new Said("", await link.ReadAsync("spawning_complete"))["user_count"]);
    }

    [Theory]
    [InlineData(100.0)]
    [InlineData(99.75)] // within the same second
    public async Task Run_SpawnThatIsNotNewer_IsIgnored(double timestamp)
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.BeginTestAsync();

        link.SaySpawn(timestamp, users: 9);
        link.SaySpawn(timestamp: 100.25, users: 4);

        Assert.Equal("users Chat=4", await bench.Load.NextAsync());
    }

    [Fact]
    public async Task Run_Stop_ReportsWithoutUsersThenIsStoppedThenReady()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.BeginTestAsync();
        TaskCompletionSource ended = new();
        bench.Load.Ending = ended.Task;

        link.Say("stop");
        Assert.Equal("end", await bench.Load.NextAsync());
        Assert.Equal("running", await bench.BeatAsync(link));
        ended.SetResult();

        Said last = new("stats", await link.ReadAsync("stats"));
        Assert.Equal(new Dictionary<object, object?> { ["Chat"] = 0L }, last["user_classes_count"]);
        Assert.Equal(0L, last["user_count"]);
        await link.ReadAsync("client_stopped");
        Assert.Equal(-1L, await link.ReadAsync("client_ready"));
        Assert.Equal("ready", await bench.BeatAsync(link));
        link.SaySpawn(timestamp: 200, users: 1);
        Assert.Equal("begin Chat=1", await bench.Load.NextAsync());
    }

    [Fact]
    public async Task Run_Quit_EndsAtOnceReportsAndTakesLeave()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.BeginTestAsync();

        link.Say("quit");
        link.Say("quit");
        link.Say("quit");

        Assert.Equal("end at once", await bench.Load.NextAsync());
        await link.ReadAsync("stats");
        await link.ReadAsync("quit");
        Assert.Null(await link.ReadAsync());
        Assert.Equal(new WorkerEnd(WorkerEndReason.MasterQuit, null, 0), await bench.EndAsync());
        Assert.False(bench.Load.WasAsked);
    }

    [Fact]
    public async Task Run_QuitWhileTheTestBegins_EndsItAfterwards()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.JoinAsync();
        TaskCompletionSource begun = await bench.BeginSlowTestAsync(link);

        link.SaySpawn(timestamp: 101, users: 5);
        link.Say("quit");
        await bench.UntilReadAsync(link);
        begun.SetResult();

        Assert.Equal("end at once", await bench.Load.NextAsync()); // and no users before it
        Assert.Equal(WorkerEndReason.MasterQuit, (await bench.EndAsync()).Reason);
    }

    [Fact]
    public async Task Run_Stopped_EndsTheTestInOrderAndTakesLeave()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.BeginTestAsync();

        bench.Stop();

        Assert.Equal("end", await bench.Load.NextAsync());
        await link.ReadAsync("stats");
        await link.ReadAsync("quit");
        Assert.Null(await link.ReadAsync());
        Assert.Equal(new WorkerEnd(WorkerEndReason.Stopped, null, 0), await bench.EndAsync());
    }

    [Fact]
    public async Task Run_StoppedWithoutAMaster_EndsWithoutAWord()
    {
        await using WorkerBench bench = new();
        bench.Master.Refusal = "Connection refused";
        bench.Start();

        bench.Stop();

        Assert.Equal(WorkerEndReason.Stopped, (await bench.EndAsync()).Reason);
        Assert.False(bench.Load.WasAsked);
    }

    [Fact]
    public async Task Run_LoadFails_TellsTheMasterAndThrows()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.JoinAsync();
        bench.Load.Beginning = Task.FromException(new InvalidOperationException("no more sockets"));

        link.SaySpawn(timestamp: 100, users: 3);

        await link.ReadAsync("spawning");
        Assert.Equal("the worker failed: no more sockets", new Said("", await link.ReadAsync("exception"))["msg"]);
        await link.ReadAsync("quit");
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(bench.EndAsync);
        Assert.Equal("no more sockets", failure.Message);
    }

    [Fact]
    public async Task Reports_OutsideOfATest_AreDroppedAndCounted()
    {
        await using WorkerBench bench = new();
        FakeLink link = await bench.JoinAsync();

        bench.Worker.Reports.Send(Figures.Of(requests: 1));
        bench.Worker.Reports.SendProblem("m", "d");
        link.Say("quit");

        await link.ReadAsync("quit");
        Assert.Equal(new WorkerEnd(WorkerEndReason.MasterQuit, null, DroppedReports: 2), await bench.EndAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0worker")]
    public void Create_IdThatZeroMqRefuses_Throws(string id) =>
        Assert.Throws<ArgumentException>(() => new LocustWorker(new FakeMaster().OpenAsync, id, reports => new FakeLoad(reports), new HandTime()));
}
