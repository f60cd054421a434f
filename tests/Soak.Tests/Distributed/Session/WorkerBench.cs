using System.Threading.Channels;
using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.Session;

namespace HotPath.Soak.Tests.Distributed.Session;

/// <summary>A worker whose master, load and time are the test's.</summary>
internal sealed class WorkerBench : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();

    public WorkerBench()
    {
        Worker = new LocustWorker(Master.OpenAsync, "worker_1", reports => Load = new FakeLoad(reports), Time, Hear);
    }

    public HandTime Time { get; } = new();

    public FakeMaster Master { get; } = new();

    public FakeLoad Load { get; private set; } = null!;

    public LocustWorker Worker { get; }

    /// <summary>What the worker told who started it.</summary>
    public List<string> Said { get; } = [];

    public Task<WorkerEnd> Running { get; private set; } = null!;

    public void Start() => Running = Worker.RunAsync(_stop.Token);

    public void Stop() => _stop.Cancel();

    public Task<WorkerEnd> EndAsync() => Running.WaitAsync(FakeMaster.Patience);

    /// <returns>The connection of a worker whom its master took in.</returns>
    public async Task<FakeLink> JoinAsync()
    {
        Start();
        return await BeTakenInAsync(await Master.AcceptAsync());
    }

    /// <summary>The same for a worker that comes back.</summary>
    public async Task<FakeLink> JoinAgainAsync() => await BeTakenInAsync(await Master.AcceptAsync(Time));

    /// <returns>The connection of a worker whose test has these users.</returns>
    public async Task<FakeLink> BeginTestAsync(int users = 3)
    {
        FakeLink link = await JoinAsync();
        link.SaySpawn(timestamp: 100, users);
        await link.ReadAsync("spawning");
        await link.ReadAsync("spawning_complete");
        Assert.StartsWith("begin", await Load.NextAsync(), StringComparison.Ordinal);
        return link;
    }

    /// <summary>A test that is asked for over <paramref name="link"/> and has not begun.</summary>
    /// <returns>Has it begin.</returns>
    public async Task<TaskCompletionSource> BeginSlowTestAsync(FakeLink link, double timestamp = 100)
    {
        TaskCompletionSource begun = new();
        Load.Beginning = begun.Task;
        link.SaySpawn(timestamp, users: 3);
        Assert.Equal("begin Chat=3", await Load.NextAsync());
        return begun;
    }

    /// <summary>A second goes by.</summary>
    /// <returns>The state of its heartbeat.</returns>
    public async Task<object?> BeatAsync(FakeLink link)
    {
        Time.Pass(Second);
        return new Said("heartbeat", await link.ReadAsync("heartbeat"))["state"];
    }

    /// <summary>Comes back when the worker says this, the next time.</summary>
    public async Task UntilSaidAsync(string line)
    {
        while (await _heard.Reader.ReadAsync().AsTask().WaitAsync(FakeMaster.Patience) != line)
        {
        }
    }

    /// <summary>Comes back when the worker has read all that this link said.</summary>
    public async Task UntilReadAsync(FakeLink link)
    {
        link.Say(new byte[] { 0xC1 });
        await UntilSaidAsync("The master sent what cannot be read: 0xC1 begins no value that is read here. It is ignored.");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (Running is not null) await Task.WhenAny(Running, Task.Delay(FakeMaster.Patience)); // a failure of it is the test's to see
        _stop.Dispose();
    }

    private void Hear(string line)
    {
        Said.Add(line);
        _heard.Writer.TryWrite(line);
    }

    private async Task<FakeLink> BeTakenInAsync(FakeLink link)
    {
        await link.ReadAsync("client_ready");
        link.SayAck();
        await UntilSaidAsync("The master took this worker in, as number 4.");
        return link;
    }
}
