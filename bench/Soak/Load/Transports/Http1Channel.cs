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
    private ConnectionPool _pool = pools[0]; // that of the current request
    private readonly PooledBuffer _request = new(initialCapacityBytes: 512); // thousands of streams hold one each
    private readonly ConnectionWait _wait = new();
    private PooledConnection? _connection;
    private Task<SendResult>? _sending;

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
        _request.ResetWrittenCount();
        plan.WriteTo(_request, draw);
        _wait.Recorder = recorder;
        _pool = pools[(int)plan.Group.Connection];
        ValueTask<ChannelResult> renting = _pool.RentAsync(_wait, now);
        return renting.IsCompletedSuccessfully ? new ValueTask<ChannelResult>(SendWhen(renting.Result)) : WaitAndSendAsync(renting);
    }

    public ValueTask<HeadResult> ReceiveHeadAsync() =>
        _sending is null ? Current.ReceiveHeadAsync(CancellationToken.None) : WaitAndReceiveHeadAsync(_sending);

    public string? HeaderOf(string name) =>
        Current.Head.TryGetHeader(Encoding.ASCII.GetBytes(name), out ReadOnlySpan<byte> value) ? Encoding.Latin1.GetString(value) : null;

    public void Finish(ChannelResult result, long now)
    {
        PooledConnection? connection = Interlocked.Exchange(ref _connection, null);
        if (connection is null) return;

        if (connection.Connection.CanReuse)
        {
            _pool.Return(connection, now);
            return;
        }

        bool saidClose = connection.Connection.End == ResponseEnd.Complete && !connection.Connection.Head.KeepAlive;
        if (saidClose || result == ChannelResult.Lost) _wait.Recorder.Counters.Add(Counter.ConnectionsClosedByPeer);
        _pool.Discard(connection);
    }

    public void Abort() => Volatile.Read(ref _connection)?.Connection.Abort();

    public void Dispose()
    {
        Finish(ChannelResult.Aborted, time.GetTimestamp());
        _request.Dispose();
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private async ValueTask<ChannelResult> WaitAndSendAsync(ValueTask<ChannelResult> renting) => SendWhen(await renting.ConfigureAwait(false));

    private ChannelResult SendWhen(ChannelResult granted)
    {
        if (granted != ChannelResult.Ok) return granted;

        Volatile.Write(ref _connection, _wait.Granted);
        _wait.Recorder.Counters.Add(Counter.BytesSent, _request.WrittenCount);
        SentAt = time.GetTimestamp();
        ValueTask<SendResult> sending = Current.SendAsync(_request.WrittenMemory, CancellationToken.None);
        if (sending.IsCompletedSuccessfully) return ResultOf(sending.Result);

        // A peer that takes no more bytes: waited for with the head, so that the time-outs bind this wait, too.
        _sending = sending.AsTask();
        return ChannelResult.Ok;
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private async ValueTask<HeadResult> WaitAndReceiveHeadAsync(Task<SendResult> sending)
    {
        _sending = null;
        return await sending.ConfigureAwait(false) switch
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
