using System.IO.Pipelines;
using System.Net.Quic;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Text;
using HotPath.Http;
using HotPath.Requests;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>HTTP/3: a stream for each request, on whichever connection of the pool has room.</summary>
/// <remarks><see cref="Abort"/> must not meet <see cref="Finish"/>: an exchange sees to that.</remarks>
[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
internal sealed class Http3Channel(Http3Pool pool, Http3Requests requests, TimeProvider time) : IChannel
{
    private readonly StreamedBody _body = new(Http3Failure.IsExpected, Http3Failure.ResultOf);
    private readonly Http3Answer _answer = new();
    private readonly PooledBuffer _bodySent = new();
    private PooledBuffer _bytes = new();
    private CancellationTokenSource _abort = new();
    private Http3Connection? _connection;
    private QuicStream? _stream;
    private Task _writing = Task.CompletedTask;
    private bool _hasBody;

    public long SentAt { get; private set; }

    public int Status => _answer.Head.Status;

    public ReadOnlySpan<byte> ContentType => _answer.Head.TryGet("content-type"u8, out ReadOnlySpan<byte> value) ? value : default;

    public PipeReader Body => _body;

    public ChannelResult BodyEnd => _body.End ?? ChannelResult.Aborted;

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    public async ValueTask<ChannelResult> SendAsync(RequestPlan plan, RequestDraw draw, GroupRecorder recorder, long now)
    {
        ChannelResult opened = await OpenAsync(recorder, now).ConfigureAwait(false);
        if (opened != ChannelResult.Ok) return opened;

        _answer.Begin(_stream!);
        _hasBody = false;
        requests.Write(_bytes, _bodySent, plan, draw);
        recorder.Counters.Add(Counter.BytesSent, _bytes.WrittenCount);
        SentAt = time.GetTimestamp();
        _writing = WriteAsync(_stream!, _bytes.WrittenMemory, _abort.Token); // a peer may answer before it has taken all
        return ChannelResult.Ok;
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    public async ValueTask<HeadResult> ReceiveHeadAsync()
    {
        try
        {
            if (!await _answer.ReceiveHeadAsync(_abort.Token).ConfigureAwait(false)) return HeadResult.ClosedByPeer;

            _body.Begin(_answer, _abort.Token);
            _hasBody = true;
            return HeadResult.Received;
        }
        catch (Exception problem) when (Http3Failure.IsExpected(problem))
        {
            return Http3Failure.ResultOf(problem, _abort.IsCancellationRequested) switch
            {
                ChannelResult.Malformed => HeadResult.Malformed,
                ChannelResult.Aborted => HeadResult.Aborted,
                _ => HeadResult.Reset,
            };
        }
    }

    public string? HeaderOf(string name) =>
        _answer.Head.TryGet(Encoding.ASCII.GetBytes(name), out ReadOnlySpan<byte> value) ? Encoding.Latin1.GetString(value) : null;

    public bool TryGetHeader(HeaderName name, out ReadOnlySpan<byte> value) => _answer.Head.TryGet(name.Ascii, out value);

    public void Finish(ChannelResult result, ConnectionEnd ifAborted, long now)
    {
        if (_stream is { } stream)
        {
            _stream = null;
            Finish(stream);
            pool.Return(_connection!, now);
            _connection = null;
        }

        if (!_abort.TryReset()) Volatile.Write(ref _abort, new CancellationTokenSource());
    }

    public void Abort() => Volatile.Read(ref _abort).Cancel();

    public void Dispose()
    {
        Finish(ChannelResult.Aborted, ConnectionEnd.RunEnded, time.GetTimestamp());
        _answer.Dispose();
        _bodySent.Dispose();
        _bytes.Dispose();
        _abort.Dispose();
    }

    private void Finish(QuicStream stream)
    {
        if (_answer.Broken is { } code and not Http3Code.MessageError) _connection!.Fail(code); // else it is the message alone that is wrong
        if (!_hasBody || _body.End != ChannelResult.Ok) stream.Abort(QuicAbortDirection.Both, (long)Http3Code.RequestCancelled);
        _body.Complete();
        if (!_writing.IsCompleted)
        {
            _abort.Cancel();
            _bytes = new PooledBuffer(); // the old one may still be read
        }

        _ = DisposeAsync(stream);
    }

    /// <summary>Nothing was sent yet where a connection turns out to be gone: another is as good.</summary>
    private async ValueTask<ChannelResult> OpenAsync(GroupRecorder recorder, long now)
    {
        CancellationToken abort = _abort.Token;
        while (true)
        {
            Http3Place place = await pool.RentAsync(recorder, now, abort).ConfigureAwait(false);
            if (place.Connection is not { } connection) return place.Result;

            try
            {
                _stream = await connection.OpenStreamAsync(abort).ConfigureAwait(false);
                _connection = connection;
                if (!place.IsFirst) recorder.Counters.Add(Counter.ConnectionsReused);
                return ChannelResult.Ok;
            }
            catch (Exception problem) when (Http3Failure.IsExpected(problem))
            {
                now = time.GetTimestamp();
                pool.ReturnUnused(connection, now);
                if (abort.IsCancellationRequested) return ChannelResult.Aborted;
                if (connection.End is null) return ChannelResult.Lost;
            }
        }
    }

    private static async Task WriteAsync(QuicStream stream, ReadOnlyMemory<byte> bytes, CancellationToken abort)
    {
        try
        {
            await stream.WriteAsync(bytes, completeWrites: true, abort).ConfigureAwait(false);
        }
        catch (Exception problem) when (Http3Failure.IsExpected(problem))
        {
            // A peer may want no more of a request that it has answered; where there is no answer, its reader finds out why.
        }
    }

    private static async Task DisposeAsync(QuicStream stream)
    {
        try
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception problem) when (Http3Failure.IsExpected(problem))
        {
            // the connection was lost first
        }
    }
}
