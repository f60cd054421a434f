using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using HotPath.Http;
using HotPath.Requests;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>HTTP/1.1: a connection from a pool for each request, given back when its answer has ended.</summary>
/// <param name="pools">One for each <see cref="ConnectionUse"/>.</param>
internal sealed class Http1Channel(ConnectionPool[] pools, TimeProvider time) : IChannel
{
    // A request is written and sent within one call, so a thread needs one buffer, and not each of thousands of streams.
    [ThreadStatic]
    private static PooledBuffer? t_request;

    private ConnectionPool _pool = pools[0]; // that of the current request
    private readonly ConnectionWait _wait = new();
    private PooledConnection? _connection;
    private Task<SendResult>? _sending;
    private PooledBuffer? _unsent; // what is being sent

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

    public ValueTask<ChannelResult> SendAsync(RequestPlan plan, RequestDraw draw, GroupRecorder recorder, long now)
    {
        _wait.Recorder = recorder;
        _pool = pools[(int)plan.Group.Connection];
        ValueTask<ChannelResult> renting = _pool.RentAsync(_wait, now);
        return renting.IsCompletedSuccessfully ? new ValueTask<ChannelResult>(SendWhen(renting.Result, plan, draw)) : WaitAndSendAsync(renting, plan, draw);
    }

    public ValueTask<HeadResult> ReceiveHeadAsync() =>
        _sending is null ? Current.ReceiveHeadAsync(CancellationToken.None) : WaitAndReceiveHeadAsync(_sending);

    public string? HeaderOf(string name) =>
        Current.Head.TryGetHeader(Encoding.ASCII.GetBytes(name), out ReadOnlySpan<byte> value) ? Encoding.Latin1.GetString(value) : null;

    public bool TryGetHeader(HeaderName name, out ReadOnlySpan<byte> value) => Current.Head.TryGetHeader(name.Ascii, out value);

    public void Finish(ChannelResult result, ConnectionEnd ifAborted, long now)
    {
        PooledConnection? connection = Interlocked.Exchange(ref _connection, null);
        if (connection is null) return;

        if (connection.Connection.CanReuse) _pool.Return(connection, now);
        else _pool.Discard(connection, result == ChannelResult.Aborted ? ifAborted : EndOf(connection.Connection, result));
    }

    public void Abort() => Volatile.Read(ref _connection)?.Connection.Abort();

    public void Dispose() => Finish(ChannelResult.Aborted, ConnectionEnd.RunEnded, time.GetTimestamp());

    private static ConnectionEnd EndOf(Http1Connection connection, ChannelResult result) => connection.PeerClosing switch
    {
        _ when result == ChannelResult.Malformed => ConnectionEnd.Error,
        PeerClosing.Fin => ConnectionEnd.PeerFin,
        PeerClosing.Reset => ConnectionEnd.PeerReset,
        _ => connection is { End: ResponseEnd.Complete, Head.KeepAlive: false } ? ConnectionEnd.PeerAsked : ConnectionEnd.Error,
    };

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private async ValueTask<ChannelResult> WaitAndSendAsync(ValueTask<ChannelResult> renting, RequestPlan plan, RequestDraw draw) =>
        SendWhen(await renting.ConfigureAwait(false), plan, draw);

    private ChannelResult SendWhen(ChannelResult granted, RequestPlan plan, in RequestDraw draw)
    {
        if (granted != ChannelResult.Ok) return granted;

        Volatile.Write(ref _connection, _wait.Granted);
        PooledBuffer request = t_request ??= new PooledBuffer();
        request.ResetWrittenCount();
        plan.WriteTo(request, draw);
        _wait.Recorder.Counters.Add(Counter.BytesSent, request.WrittenCount);
        SentAt = time.GetTimestamp();
        ValueTask<SendResult> sending = Current.SendAsync(request.WrittenMemory, CancellationToken.None);
        if (sending.IsCompletedSuccessfully) return ResultOf(sending.Result);

        // A peer that takes no more bytes: waited for with the head, so that the time-outs bind this wait, too.
        _sending = sending.AsTask();
        _unsent = request;
        t_request = null;
        return ChannelResult.Ok;
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private async ValueTask<HeadResult> WaitAndReceiveHeadAsync(Task<SendResult> sending)
    {
        _sending = null;
        SendResult sent = await sending.ConfigureAwait(false);
        _unsent!.Dispose();
        _unsent = null;
        return sent switch
        {
            SendResult.Sent => await Current.ReceiveHeadAsync(CancellationToken.None).ConfigureAwait(false),
            SendResult.Aborted => HeadResult.Aborted,
            _ => HeadResult.ClosedByPeer,
        };
    }

    private static ChannelResult ResultOf(SendResult sent) => sent switch
    {
        SendResult.Sent => ChannelResult.Ok,
        SendResult.Aborted => ChannelResult.Aborted,
        _ => ChannelResult.Lost,
    };
}
