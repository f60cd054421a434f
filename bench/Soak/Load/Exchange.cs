using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using HotPath.Soak.Load.Retrying;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Sse;

namespace HotPath.Soak.Load;

/// <summary>One request and its answer, from due to outcome. Used again for each request; one at a time.</summary>
internal sealed class Exchange : IDisposable
{
    private readonly IChannel _channel;
    private readonly TimeoutSettings _timeouts;
    private readonly Gauge _openStreams;
    private readonly TimeProvider _time;
    private readonly ExpiryClock _expiry = new();
    private readonly StreamReading _stream = new();
    private readonly AnswerReading _answer = new();
    private readonly RetryTurn? _retry;
    private readonly Action _abort;
    private RequestPlan _plan = null!;
    private GroupRecorder _recorder = null!;
    private RequestDraw _draw;
    private long _totalDeadline;
    private ExchangeMoments _moments;
    private bool _isAllowed;

    /// <param name="retries">Null: no request is sent again.</param>
    public Exchange(IChannel channel, TimeoutSettings timeouts, Gauge openStreams, TimeProvider time, Retries? retries = null)
    {
        _retry = retries is null ? null : new RetryTurn(retries);
        _channel = channel;
        _timeouts = timeouts;
        _openStreams = openStreams;
        _time = time;
        _abort = channel.Abort;
    }

    /// <summary>Never throws for what the target does. The outcome is counted and the latencies recorded when it returns.</summary>
    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    public async ValueTask<Outcome> RunAsync(RequestPlan plan, GroupRecorder recorder, RequestDraw draw, long dueAt)
    {
        _plan = plan;
        _recorder = recorder;
        _draw = draw;
        _retry?.Begin(recorder, draw.Seed);
        while (true)
        {
            Outcome outcome;
            _expiry.Begin();
            try
            {
                outcome = await SendAndReadAsync(dueAt).ConfigureAwait(false);
            }
            finally
            {
                _expiry.End();
                _channel.Finish();
            }

            if (_retry is not null && !_isAllowed && await _retry.TryGoOnAsync().ConfigureAwait(false))
            {
                _retry.CountAttempt();
                continue;
            }

            recorder.Counters.Add(outcome);
            if (!_isAllowed) recorder.Counters.Add(Counter.Failed);
            _retry?.End(_isAllowed);
            return outcome;
        }
    }

    public void CheckDeadline(long now) => _expiry.Check(now, _abort);

    public void Cancel() => _expiry.Cancel(_abort);

    public void Dispose()
    {
        _channel.Dispose();
        _stream.Dispose();
        _answer.Dispose();
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private async ValueTask<Outcome> SendAndReadAsync(long dueAt)
    {
        long startedAt = _time.GetTimestamp();
        ChannelResult sent = await _channel.SendAsync(_plan, _draw, _recorder).ConfigureAwait(false);
        _isAllowed = false;
        if (sent != ChannelResult.Ok) return Unanswered(sent);

        _moments = new ExchangeMoments(dueAt, _channel.SentAt);
        _recorder.Record(Metric.Blocked, Elapsed.Nanoseconds(startedAt, _moments.SentAt));
        _totalDeadline = _moments.SentAt + Elapsed.Stamps(_timeouts.Total);
        _expiry.MoveTo(Math.Min(_totalDeadline, _moments.SentAt + Elapsed.Stamps(_timeouts.FirstByte)));
        ChannelResult head = await _channel.ReceiveHeadAsync().ConfigureAwait(false);
        if (head != ChannelResult.Ok) return Unanswered(head);

        long headAt = _time.GetTimestamp();
        _recorder.Record(Metric.Headers, Elapsed.Nanoseconds(_moments.DueAt, headAt));
        _recorder.Record(Metric.HeadersService, Elapsed.Nanoseconds(_moments.SentAt, headAt));
        _recorder.Counters.AddStatus(_channel.Status);

        Outcome outcome = _channel.Status == 200 && _plan.Streams && SseMediaType.IsEventStream(_channel.ContentType)
            ? await ReadStreamAsync().ConfigureAwait(false)
            : await ReadAnswerAsync().ConfigureAwait(false);
        _isAllowed = IsAllowed(outcome);
        if (!_isAllowed) _retry?.Judge(_channel, outcome, _channel.Status);
        return outcome;
    }

    private Outcome Unanswered(ChannelResult result)
    {
        Outcome outcome = OutcomeOf(result);
        _retry?.Judge(_channel, outcome, status: 0);
        return outcome;
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private async ValueTask<Outcome> ReadStreamAsync()
    {
        _stream.Begin(_moments, _draw, _recorder);
        _recorder.Counters.Add(Counter.StreamsOpened);
        _recorder.OpenStreams.Up();
        _openStreams.Up();
        try
        {
            ChannelResult end = await ReadBodyAsync(_stream).ConfigureAwait(false);
            return _stream.End(cutShort: end is ChannelResult.Ok or ChannelResult.Lost ? Outcome.Truncated : OutcomeOf(end));
        }
        finally
        {
            _openStreams.Down();
            _recorder.OpenStreams.Down();
        }
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private async ValueTask<Outcome> ReadAnswerAsync()
    {
        _answer.Begin(_plan, _moments, _draw, _recorder);
        ChannelResult end = await ReadBodyAsync(_answer).ConfigureAwait(false);
        return end switch
        {
            ChannelResult.Ok => _answer.End(_channel.Status),
            ChannelResult.Lost => Outcome.Truncated,
            _ => OutcomeOf(end),
        };
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private async ValueTask<ChannelResult> ReadBodyAsync(IBodyReading reading)
    {
        PipeReader body = _channel.Body;
        long idle = Elapsed.Stamps(_timeouts.Idle);
        while (true)
        {
            ReadResult read = await body.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            long arrivedAt = _time.GetTimestamp(); // once a read: its events arrived together

            ReadOnlySequence<byte> bytes = read.Buffer;
            if (!bytes.IsEmpty) reading.Accept(bytes, arrivedAt);
            body.AdvanceTo(bytes.End);
            if (read.IsCompleted) return _channel.BodyEnd;

            _expiry.MoveTo(Math.Min(_totalDeadline, arrivedAt + idle));
        }
    }

    /// <summary>A status that the group expects is no error when its answer came whole, whatever the status says.</summary>
    private bool IsAllowed(Outcome outcome) => _plan.Allows(_channel.Status) && (_channel.Status == 200
        ? outcome == Outcome.Completed
        : outcome is Outcome.RateLimited or Outcome.Unauthorized or Outcome.ClientError or Outcome.ServerError or Outcome.UpstreamError);

    private Outcome OutcomeOf(ChannelResult result) => result switch
    {
        ChannelResult.Malformed => Outcome.Malformed,
        ChannelResult.ConnectTimedOut => Outcome.Timeout,
        ChannelResult.Aborted => _expiry.WasCancelled ? Outcome.Cancelled : Outcome.Timeout,
        _ => Outcome.ConnectionError,
    };
}
