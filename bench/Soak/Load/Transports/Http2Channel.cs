using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using HotPath.Http;
using HotPath.Requests;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>HTTP/2: a stream for each request, on whichever connection the handler has room.</summary>
/// <remarks>
/// The bytes of a request are written when a connection and a stream are there, so waiting for them lies before <see cref="SentAt"/>.
/// <see cref="Abort"/> must not meet <see cref="Finish"/>: an exchange sees to that.
/// </remarks>
internal sealed class Http2Channel(Http2Transport transport, TimeProvider time) : IChannel
{
    private static readonly Task<ChannelResult> Unasked = Task.FromResult(ChannelResult.Aborted);

    private readonly Dictionary<PlannedHead, Http2Request> _requests = [];
    private readonly StreamedBody _body = new(Http2Failure.IsExpected, Http2Failure.ResultOf);
    private PooledBuffer _bytes = new();
    private byte[] _contentType = new byte[64];
    private int _contentTypeLength;
    private byte[] _header = new byte[64]; // the value looked up last
    private CancellationTokenSource _abort = new();
    private PlannedHead? _head;
    private Task<ChannelResult> _answering = Unasked;
    private HttpResponseMessage? _response;

    public long SentAt { get; private set; }

    public int Status => (int)_response!.StatusCode;

    public ReadOnlySpan<byte> ContentType => _contentType.AsSpan(0, _contentTypeLength);

    public PipeReader Body => _body;

    public ChannelResult BodyEnd => _body.End ?? ChannelResult.Aborted;

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    public async ValueTask<ChannelResult> SendAsync(RequestPlan plan, RequestDraw draw, GroupRecorder recorder, long now)
    {
        if (transport.IsClosed) return ChannelResult.Aborted;

        PlannedHead head = plan.HeadOf(draw);
        _head = head;
        Http2Request request = RequestOf(plan, head, recorder);
        if (head.HasIds) request.SetIds(head.IdsOf(draw));
        _bytes.ResetWrittenCount();
        plan.WriteBodyTo(_bytes, draw);
        ValueTask<bool> sending = request.Body.Begin(_bytes.WrittenMemory);
        _answering = AnswerAsync(request, _abort.Token);
        bool isSent = sending.IsCompleted ? await sending.ConfigureAwait(false) : await transport.WaitAsync(sending).ConfigureAwait(false);
        if (!isSent)
        {
            ChannelResult unsent = await _answering.ConfigureAwait(false);
            if (unsent != ChannelResult.Ok) return unsent;
        }

        SentAt = request.Body.SentAt;
        recorder.Counters.Add(Counter.BytesSent, _bytes.WrittenCount);
        if (!transport.TryTakeUnused()) recorder.Counters.Add(Counter.ConnectionsReused);
        return ChannelResult.Ok;
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    public async ValueTask<HeadResult> ReceiveHeadAsync()
    {
        ChannelResult result = await _answering.ConfigureAwait(false);
        if (result != ChannelResult.Ok) return HeadOf(result);

        HttpContent content = _response!.Content;
        TakeContentType(content.Headers.NonValidated);
        _body.Begin(content.ReadAsStream(CancellationToken.None), _abort.Token); // at once: it is the connection's own
        return HeadResult.Received;
    }

    public string? HeaderOf(string name) =>
        _response!.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.First() : null;

    public bool TryGetHeader(HeaderName name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!_response!.Headers.NonValidated.TryGetValues(name.Text, out HeaderStringValues values)
            && !_response.Content.Headers.NonValidated.TryGetValues(name.Text, out values)) return false;

        foreach (string text in values)
        {
            if (text.Length > _header.Length) _header = new byte[text.Length];
            value = _header.AsSpan(0, Encoding.Latin1.GetBytes(text, _header));
            return true;
        }

        return true;
    }

    public void Finish(ChannelResult result, ConnectionEnd ifAborted, long now) => Finish();

    public void Abort() => Volatile.Read(ref _abort).Cancel();

    public void Dispose()
    {
        Finish();
        _bytes.Dispose();
        _abort.Dispose();
    }

    private void Finish()
    {
        if (_head is not { } head) return;

        _head = null;
        Http2Request request = _requests[head];
        bool isWhole = _response is not null && _body.End == ChannelResult.Ok && !request.Body.IsWriting;
        if (!isWhole)
        {
            // The handler may still look at what was given up: it keeps it, and the next request gets its own.
            _requests.Remove(head);
            _abort.Cancel();
            if (request.Body.IsWriting) _bytes = new PooledBuffer();
        }

        _body.Complete();
        _response?.Dispose();
        _response = null;
        _answering = Unasked;
        if (!_abort.TryReset()) Volatile.Write(ref _abort, new CancellationTokenSource());
    }

    private Http2Request RequestOf(RequestPlan plan, PlannedHead head, GroupRecorder recorder)
    {
        if (_requests.TryGetValue(head, out Http2Request? request))
        {
            request.Recorder = recorder;
        }
        else
        {
            _requests.Add(head, request = new Http2Request(plan, head, recorder, time));
        }

        return request;
    }

    /// <summary>When the bytes were sent already, the handler may still have looked for another connection, and may have had to wait too long for it.</summary>
    private static HeadResult HeadOf(ChannelResult failure) => failure switch
    {
        ChannelResult.Malformed => HeadResult.Malformed,
        ChannelResult.Aborted or ChannelResult.ConnectTimedOut => HeadResult.Aborted,
        _ => HeadResult.Reset,
    };

    private async Task<ChannelResult> AnswerAsync(Http2Request request, CancellationToken abort)
    {
        try
        {
            _response = await transport.SendAsync(request, abort).ConfigureAwait(false);
            return ChannelResult.Ok;
        }
        catch (Exception problem) when (Http2Failure.IsExpected(problem))
        {
            return Http2Failure.ResultOf(problem, abort.IsCancellationRequested);
        }
        finally
        {
            request.Body.EndUnsent();
        }
    }

    private void TakeContentType(HttpHeadersNonValidated headers)
    {
        _contentTypeLength = 0;
        if (!headers.TryGetValues("Content-Type", out HeaderStringValues values)) return;

        string text = values.ToString();
        if (text.Length > _contentType.Length) _contentType = new byte[text.Length];
        _contentTypeLength = Encoding.Latin1.GetBytes(text, _contentType);
    }
}
