using System.Threading.Tasks.Sources;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>One channel's place in the queue for a connection; used again for each request, so that waiting allocates nothing.</summary>
internal sealed class ConnectionWait : IValueTaskSource<ChannelResult>
{
    private ManualResetValueTaskSourceCore<ChannelResult> _source;

    /// <summary>What was waited for; of no use when the wait ended otherwise.</summary>
    public PooledConnection? Granted { get; private set; }

    /// <summary>Of the group whose request waits: what opening a connection for it costs is recorded there.</summary>
    public GroupRecorder Recorder { get; set; } = null!;

    public ValueTask<ChannelResult> Begin()
    {
        _source.Reset();
        return new ValueTask<ChannelResult>(this, _source.Version);
    }

    /// <summary>Instead of a wait.</summary>
    public ValueTask<ChannelResult> GrantAtOnce(PooledConnection connection)
    {
        Take(connection);
        return new ValueTask<ChannelResult>(ChannelResult.Ok);
    }

    public void Grant(PooledConnection connection)
    {
        Take(connection);
        _source.SetResult(ChannelResult.Ok);
    }

    public void Refuse(ChannelResult why) => _source.SetResult(why);

    private void Take(PooledConnection connection)
    {
        connection.LastUser = Recorder;
        Granted = connection;
    }

    ChannelResult IValueTaskSource<ChannelResult>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ChannelResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<ChannelResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
