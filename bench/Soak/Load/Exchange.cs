using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using HotPath.Http;
using HotPath.Soak.Load.Checks;
using HotPath.Soak.Load.Retrying;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Sockets;
using HotPath.Sse;

namespace HotPath.Soak.Load;

/// <summary>One request and its answer, from due to outcome. Used again for each request; one at a time.</summary>
/// <remarks>
/// All its waits are in one method, which goes on where the bytes came in: every further async method on this way would cost a
/// hundredth of what a request costs in all.
/// </remarks>
internal sealed class Exchange : IDisposable
{
    private readonly IChannel _channel;
    private readonly long _firstByte; // time-outs, in stamps
    private readonly long _idle;
    private readonly long _total;
    private readonly Gauge _openStreams;
    private readonly TimeProvider _time;
    private readonly ExpiryClock _expiry;
    private readonly CurrentRequest _request = new();
    private StreamReading? _stream; // both once there is one to read: of thousands of open streams hardly one is answered in one piece
    private AnswerReading? _answer;
    private readonly RetryTurn? _retry;
    private readonly Pause? _network; // null: nobody's way is longer than ours
    private IBodyReading? _reading; // null until a head has come
    private long _totalDeadline;
    private long _giveUpAt; // as a user who waits no longer; long.MaxValue: never
    private long _arrivedAt;
    private bool _isAllowed;
    private bool _isCutOff;
    private int _status; // of the last attempt; 0: no head came
    private Inspection? _inspection; // made when a request first asks for it

    /// <param name="retries">Null: no request is sent again.</param>
    /// <param name="network">By which requests of a longer way are held up; null: there are none.</param>
    public Exchange(IChannel channel, TimeoutSettings timeouts, Gauge openStreams, TimeProvider time, Retries? retries = null, AlarmClock? network = null)
    {
        _network = network is null ? null : new Pause(network);
        _retry = retries is null ? null : new RetryTurn(retries);
        _channel = channel;
        _expiry = new ExpiryClock(channel);
        _firstByte = Elapsed.Stamps(timeouts.FirstByte);
        _idle = Elapsed.Stamps(timeouts.Idle);
        _total = Elapsed.Stamps(timeouts.Total);
        _openStreams = openStreams;
        _time = time;
    }

    /// <summary>
    /// Whether the end of the run says nothing of a request that it finds without an answer: whoever leads the load did not wait for one. Else such
    /// a request has failed, for the target had its time.
    /// </summary>
    public bool MayEndUnanswered { get; init; }

    /// <summary>Never throws for what the target does. The outcome is counted and the latencies recorded when it returns.</summary>
    public ValueTask<Outcome> RunAsync(in WorkItem item)
    {
        _request.Take(item);
        _giveUpAt = long.MaxValue; // nothing is given up before it was sent
        _retry?.Begin(item.Recorder, item.Draw.Seed);
        return RunAsync(item.StartedAt);
    }

    public void CheckDeadline(long now) => _expiry.Check(now);

    public void Cancel() => _expiry.Cancel();

    public void Dispose()
    {
        _channel.Dispose();
        _answer?.Dispose();
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private async ValueTask<Outcome> RunAsync(long startedAt)
    {
        for (int attempt = 0; ; attempt++)
        {
            Outcome outcome;
            ChannelResult result = ChannelResult.Aborted;
            bool mayBeSent = true;
            _expiry.Begin();
            BeginAnswer();
            try
            {
                if (_network is not null && _request.Plan.DelayOf(_request.Draw, attempt) is > 0 and var delay)
                {
                    long now = _time.GetTimestamp();
                    mayBeSent = await _network.UntilAsync(now + delay, now).ConfigureAwait(false);
                    startedAt = _time.GetTimestamp();
                }

                if (mayBeSent) result = await _channel.SendAsync(_request.Plan, _request.Draw, _request.Recorder, startedAt).ConfigureAwait(false);
                if (result == ChannelResult.Ok)
                {
                    OnSent(startedAt);
                    result = ResultOf(await _channel.ReceiveHeadAsync().ConfigureAwait(false));
                }

                if (result == ChannelResult.Ok)
                {
                    bool isOver = OnHead();
                    while (!isOver)
                    {
                        isOver = Take(await _channel.Body.ReadAsync(CancellationToken.None).ConfigureAwait(false), _time.GetTimestamp());
                    }

                    result = _channel.BodyEnd;
                }

                outcome = Judge(result);
            }
            finally
            {
                EndAttempt(result);
            }

            if (_retry is not null && !_isAllowed && await _retry.TryGoOnAsync().ConfigureAwait(false))
            {
                _retry.CountAttempt();
                startedAt = _time.GetTimestamp();
                continue;
            }

            _retry?.End(_isAllowed);
            Count(outcome);
            return outcome;
        }
    }

    private void BeginAnswer()
    {
        _request.Answer.Clear();
        InspectionPlan? plan = _request.Plan.Inspection;
        _request.Inspection = plan is null ? null : _inspection ??= new Inspection(_request);
        if (plan is not null) _inspection!.Begin(plan);
    }

    private void OnSent(long startedAt)
    {
        long sentAt = _channel.SentAt;
        _request.SentAt = sentAt;
        _request.Recorder.Record(Metric.Blocked, Elapsed.Nanoseconds(startedAt, sentAt));
        _giveUpAt = _request.Plan.CancelAfter is { } after ? sentAt + after : long.MaxValue;
        _totalDeadline = Math.Min(sentAt + _total, _giveUpAt);
        _expiry.MoveTo(Math.Min(_totalDeadline, sentAt + _firstByte));
    }

    /// <summary>Whether it was ended because its time to give up had come, not for a time-out nor with the run.</summary>
    private bool HasGivenUp => _expiry.Missed == _giveUpAt;

    /// <returns>Whether the whole body came with its head.</returns>
    private bool OnHead()
    {
        long headAt = _time.GetTimestamp();
        _request.Answer.HeadAt = headAt;
        GroupRecorder recorder = _request.Recorder;
        recorder.Record(Metric.Headers, Elapsed.Nanoseconds(_request.DueAt, headAt));
        recorder.Record(Metric.HeadersService, Elapsed.Nanoseconds(_request.SentAt, headAt));
        if (LoopStream.ReceiveLag is { } lag) recorder.Record(Metric.ReceiveLag, lag.Ticks * TimeSpan.NanosecondsPerTick);
        recorder.Counters.AddStatus(_channel.Status);
        if (_channel.Status == 200 && _request.Plan.Streams && SseMediaType.IsEventStream(_channel.ContentType))
        {
            _reading = _stream ??= new StreamReading(_request);
            recorder.Counters.Add(Counter.StreamsOpened);
            recorder.OpenStreams.Up();
            _openStreams.Up();
        }
        else
        {
            _reading = _answer ??= new AnswerReading(_request);
        }

        _arrivedAt = headAt;
        _reading.Begin();
        return _channel.Body.TryRead(out ReadResult together) && Take(together, headAt);
    }

    /// <returns>Whether it was the end of the body.</returns>
    private bool Take(in ReadResult read, long arrivedAt)
    {
        _arrivedAt = arrivedAt;
        ReadOnlySequence<byte> bytes = read.Buffer;
        _request.Answer.Bytes += bytes.Length;
        if (!bytes.IsEmpty) _reading!.Accept(bytes, arrivedAt);
        _channel.Body.AdvanceTo(bytes.End);
        if (read.IsCompleted) return true;

        _expiry.MoveTo(Math.Min(_totalDeadline, arrivedAt + _idle));
        return false;
    }

    /// <summary>Judges an attempt while its answer's head can still be read.</summary>
    private Outcome Judge(ChannelResult end)
    {
        int status = _status = _reading is null ? 0 : _channel.Status;
        Outcome outcome = _reading is null ? OutcomeOf(end) : _reading.End(status, end switch
        {
            ChannelResult.Ok => null,
            ChannelResult.Lost => Outcome.Truncated,
            _ => OutcomeOf(end),
        });
        _isCutOff = outcome == Outcome.Cancelled && !HasGivenUp && _reading is not null;
        _isAllowed = outcome == Outcome.Cancelled ? HasGivenUp || _isCutOff || MayEndUnanswered : IsAllowed(outcome, status);
        if (outcome == Outcome.Cancelled && _reading is StreamReading) _request.Recorder.Counters.Add(Counter.StreamsGivenUp);
        if (!_isAllowed) _retry?.Judge(_channel, outcome, status);
        _request.Inspection?.Judge(_channel, status, outcome);
        return outcome;
    }

    /// <summary>A request that failed is counted once by what made it so.</summary>
    private void Count(Outcome outcome)
    {
        CounterSet counters = _request.Recorder.Counters;
        bool isRight = _isAllowed && _request.Inspection?.HasFailed != true;
        counters.Add(outcome);
        if (!isRight)
        {
            counters.Add(Counter.Failed);
            Counter failure = _isAllowed ? Counter.FailedInCheck : FailureOf(outcome);
            counters.Add(failure);
            if (failure == Counter.FailedByStatus) counters.AddFailedStatus(_status);
            else counters.AddFailure(outcome);
        }
        else if (outcome == Outcome.Cancelled && (_isCutOff || HasGivenUp))
        {
            counters.Add(_isCutOff ? Counter.CutOff : Counter.GivenUp);
        }

        _request.Inspection?.Record(outcome, isRight);
    }

    private static Counter FailureOf(Outcome outcome) => outcome switch
    {
        Outcome.Timeout => Counter.FailedByTimeout,
        Outcome.ConnectionError => Counter.FailedByConnection,
        Outcome.RateLimited or Outcome.Unauthorized or Outcome.ClientError or Outcome.ServerError or Outcome.UpstreamError => Counter.FailedByStatus,
        Outcome.Cancelled => Counter.FailedByUs,
        _ => Counter.FailedInContent,
    };

    /// <summary>A status that the group expects is no error when its answer came whole, whatever the status says.</summary>
    private bool IsAllowed(Outcome outcome, int status) => _request.Plan.Allows(status) && (status == 200
        ? outcome == Outcome.Completed
        : outcome is Outcome.Completed or Outcome.RateLimited or Outcome.Unauthorized or Outcome.ClientError or Outcome.ServerError or Outcome.UpstreamError);

    private void EndAttempt(ChannelResult result)
    {
        if (_reading is StreamReading)
        {
            _openStreams.Down();
            _request.Recorder.OpenStreams.Down();
        }

        _reading = null;
        _expiry.End();
        _channel.Finish(result, result == ChannelResult.Aborted ? WhyAborted() : default, _arrivedAt);
    }

    private ConnectionEnd WhyAborted()
    {
        if (_expiry.WasCancelled) return ConnectionEnd.RunEnded;
        if (_expiry.Missed is null) return ConnectionEnd.Error; // nobody aborted it: our own code has thrown
        return HasGivenUp ? ConnectionEnd.GivenUp : ConnectionEnd.TimedOut;
    }

    private Outcome OutcomeOf(ChannelResult result) => result switch
    {
        ChannelResult.Malformed => Outcome.Malformed,
        ChannelResult.ConnectTimedOut => Outcome.Timeout,
        ChannelResult.Aborted => _expiry.WasCancelled || HasGivenUp ? Outcome.Cancelled : Outcome.Timeout,
        _ => Outcome.ConnectionError,
    };

    private static ChannelResult ResultOf(HeadResult head) => head switch
    {
        HeadResult.Received => ChannelResult.Ok,
        HeadResult.Malformed => ChannelResult.Malformed,
        HeadResult.Aborted => ChannelResult.Aborted,
        _ => ChannelResult.Lost,
    };
}
