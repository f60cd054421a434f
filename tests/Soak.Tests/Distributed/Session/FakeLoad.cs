using System.Globalization;
using System.Threading.Channels;
using HotPath.Soak.Distributed;

namespace HotPath.Soak.Tests.Distributed.Session;

/// <summary>Notes what a worker asks its load for.</summary>
internal sealed class FakeLoad(IMasterReports reports) : IMasterOrders
{
    private readonly Channel<string> _asked = Channel.CreateUnbounded<string>();

    /// <summary>What the beginning of a test takes.</summary>
    public Task Beginning { get; set; } = Task.CompletedTask;

    /// <summary>What its end takes.</summary>
    public Task Ending { get; set; } = Task.CompletedTask;

    public MasterSpawn? LastSpawn { get; private set; }

    public Task BeginAsync(MasterSpawn spawn)
    {
        Note("begin", spawn);
        return Beginning;
    }

    public void SetUsers(MasterSpawn spawn) => Note("users", spawn);

    public async Task EndAsync(bool atOnce)
    {
        _asked.Writer.TryWrite(atOnce ? "end at once" : "end");
        await Ending;
        reports.Send(Figures.Of(requests: 7));
    }

    public Task<string> NextAsync() => _asked.Reader.ReadAsync().AsTask().WaitAsync(FakeMaster.Patience);

    public bool WasAsked => _asked.Reader.TryPeek(out _);

    private void Note(string what, MasterSpawn spawn)
    {
        LastSpawn = spawn;
        _asked.Writer.TryWrite(string.Create(CultureInfo.InvariantCulture, $"{what} {string.Join(',', spawn.Users.Select(user => $"{user.Key}={user.Value}"))}"));
    }
}
