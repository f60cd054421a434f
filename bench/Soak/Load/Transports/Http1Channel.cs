using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using HotPath.Http;
using HotPath.Requests;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>HTTP/1.1: a connection from the pool for each request, given back when its answer has ended.</summary>
internal sealed class Http1Channel(ConnectionPool pool, TimeProvider time) : IChannel
{
    private readonly PooledBuffer _request = new();
    private ConnectionWait? _wait;
    private PooledConnection? _connection;
    private Task<SendResult>? _sending;
    private bool _lost;

    public long SentAt { get; private set; }

    public int Status => Current.Head.Status;

    public ReadOnlySpan<byte> ContentType => Current.Head.ContentType;

    public PipeReader Body => Current.Body;

    public ChannelResult BodyEnd => Current.End switch
    {
        ResponseEnd.Complete => ChannelResult.Ok,
        ResponseEnd.Malformed => ChannelResult.Malformed,
        ResponseEnd.Aborted => ChannelResult.Aborted,
        _ => ChannelResult.Lost,
    };

    private Http1Connection Current => _connection!.Connection;

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    public async ValueTask<ChannelResult> SendAsync(RequestPlan plan, RequestDraw draw, GroupRecorder recorder)
    {
        _lost = false;
        _request.ResetWrittenCount();
        plan.WriteTo(_request, draw);

        _wait ??= new ConnectionWait { Recorder = recorder };
        _wait.Recorder = recorder;
        ChannelResult granted = await pool.RentAsync(_wait).ConfigureAwait(false);
        if (granted != ChannelResult.Ok) return granted;

        Volatile.Write(ref _connection, _wait.Granted);
        recorder.Counters.Add(Counter.BytesSent, _request.WrittenCount);
        SentAt = time.GetTimestamp();
        ValueTask<SendResult> sending = Current.SendAsync(_request.WrittenMemory, CancellationToken.None);
        if (sending.IsCompleted) return ResultOf(await sending.ConfigureAwait(false));

        // A peer that takes no more bytes: waited for with the head, so that the time-outs bind this wait, too.
        _sending = sending.AsTask();
        return ChannelResult.Ok;
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    public async ValueTask<ChannelResult> ReceiveHeadAsync()
    {
        if (_sending is { } sending)
        {
            _sending = null;
            ChannelResult sent = ResultOf(await sending.ConfigureAwait(false));
            if (sent != ChannelResult.Ok) return sent;
        }

        return await Current.ReceiveHeadAsync(CancellationToken.None).ConfigureAwait(false) switch
        {
            HeadResult.Received => ChannelResult.Ok,
            HeadResult.Malformed => ChannelResult.Malformed,
            HeadResult.Aborted => ChannelResult.Aborted,
            _ => Lost(),
        };
    }

    public string? HeaderOf(string name) =>
        Current.Head.TryGetHeader(Encoding.ASCII.GetBytes(name), out ReadOnlySpan<byte> value) ? Encoding.Latin1.GetString(value) : null;

    public void Finish()
    {
        PooledConnection? connection = Interlocked.Exchange(ref _connection, null);
        if (connection is null) return;

        if (connection.Connection.CanReuse)
        {
            pool.Return(connection);
            return;
        }

        if (_lost || EndedByPeer(connection.Connection)) _wait!.Recorder.Counters.Add(Counter.ConnectionsClosedByPeer);
        pool.Discard(connection);
    }

    public void Abort() => Volatile.Read(ref _connection)?.Connection.Abort();

    public void Dispose()
    {
        Finish();
        _request.Dispose();
    }

    private ChannelResult ResultOf(SendResult sent) => sent switch
    {
        SendResult.Sent => ChannelResult.Ok,
        SendResult.Aborted => ChannelResult.Aborted,
        _ => Lost(),
    };

    private ChannelResult Lost()
    {
        _lost = true;
        return ChannelResult.Lost;
    }

    private static bool EndedByPeer(Http1Connection connection) => connection.End switch
    {
        ResponseEnd.Complete => !connection.Head.KeepAlive,
        ResponseEnd.ClosedEarly or ResponseEnd.Reset => true,
        _ => false,
    };
}
