using System.Buffers;
using HotPath.Chat;
using HotPath.Soak.Content;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Sse;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Load;

/// <summary>What one streamed answer says and when: parsed, understood, verified and recorded as it comes. Used again for each stream.</summary>
internal sealed class StreamReading(CurrentRequest request) : IBodyReading, ISseHandler
{
    private readonly SseParser _parser = new();
    private readonly TextVerifier _verifier = new();
    private readonly TokenGaps _gaps = new();
    private GroupRecorder _recorder = null!; // the request's
    private bool _isOfChunks;
    private long _arrivedAt;
    private long _firstAt;
    private long _firstContentAt;
    private bool _hasEvent;
    private bool _hasReasoning;
    private long _lastAt;
    private long _endedAt;
    private long _longestGap;
    private long _events; // of this read
    private long _together; // of those that brought content all but the first: no gap lies before them
    private long _contentEvents;
    private long? _tokens;
    private long? _tokensSent; // as the gateway says beside its usage
    private long _tokensShared;
    private bool _ended;
    private bool _verifying;
    private bool _hasError;
    private bool _isMalformed;

    public void Begin()
    {
        _parser.Reset();
        _gaps.Clear();
        _recorder = request.Recorder;
        _isOfChunks = request.Plan.Group.Endpoint is Endpoint.Chat or Endpoint.Completions;
        request.Draw.Conversation?.BeginAnswer();
        _firstAt = 0;
        _firstContentAt = 0;
        _hasEvent = false;
        _hasReasoning = false;
        _longestGap = 0;
        _contentEvents = 0;
        _tokens = null;
        _tokensSent = null;
        _tokensShared = 0;
        _ended = false;
        _verifying = false;
        _hasError = false;
        _isMalformed = false;
    }

    public void Accept(in ReadOnlySequence<byte> body, long arrivedAt)
    {
        if (_isMalformed) return;

        _arrivedAt = arrivedAt;
        _events = 0;
        _together = 0;
        StreamReading self = this;
        try
        {
            foreach (ReadOnlyMemory<byte> segment in body) _parser.Push(segment.Span, ref self);
        }
        catch (SseFormatException)
        {
            _isMalformed = true;
        }

        if (!_hasEvent && _events > 0)
        {
            _hasEvent = true;
            Record(Metric.FirstEvent, Metric.FirstEventService);
        }

        if (_together > 0) _recorder.Record(Metric.Gap, 0, _together);
        _recorder.Counters.Add(Counter.Events, _events);
        _recorder.Counters.Add(Counter.Bytes, body.Length);
    }

    bool ISseHandler.OnEvent(SseEvent e)
    {
        _events++;
        if (_ended) return true;

        if (_isOfChunks && ChatChunkReader.IsDone(e.Data))
        {
            OnEnd();
            return true;
        }

        request.Inspection?.LookIn(e.Data);
        if (!ChunkReaders.TryRead(e.Data, _isOfChunks, out ChatChunk chunk))
        {
            _isMalformed = true;
            return true;
        }

        Understand(chunk);
        if (chunk.IsEnd) OnEnd();
        return true;
    }

    public Outcome End(int status, Outcome? cutShort)
    {
        long tokens = _tokens ?? _contentEvents;
        if (_firstAt != 0) _gaps.Share(tokens - _tokensShared, _recorder);
        _recorder.Counters.Add(Counter.Tokens, tokens);
        request.Answer.Tokens = tokens;
        request.Answer.HasContent = _contentEvents > 0;
        Outcome outcome = Judge(cutShort ?? Outcome.Truncated); // no stream is whole without its terminal event
        if (_ended) _recorder.Counters.Add(Counter.StreamsEnded);
        if (_ended && !_hasError && !_isMalformed) _recorder.Counters.Add(Counter.CompletedTokens, _tokensSent ?? tokens);
        switch (outcome)
        {
            case Outcome.Completed:
                RecordWhole(tokens);
                break;
            case Outcome.Truncated:
                _recorder.Counters.Add(Counter.StreamsTruncated);
                break;
            case Outcome.Corrupt:
                _recorder.Counters.Add(Counter.StreamsCorrupt);
                break;
        }

        return outcome;
    }

    private void OnEnd()
    {
        _ended = true;
        _endedAt = _arrivedAt;
    }

    private void Understand(in ChatChunk chunk)
    {
        if (chunk.HasError) _hasError = true;
        // Growing usage says what each event brought; a total that comes with the last event alone is shared among all of them at the end.
        bool growsFromTheStart = chunk.HasUsage && (_tokens is not null || _contentEvents == 0);
        long brought = growsFromTheStart ? chunk.CompletionTokens - (_tokens ?? 0) : 0;
        if (chunk.HasContent || chunk.HasReasoning) OnContent(brought);
        if (chunk.HasReasoning && !_hasReasoning) OnFirstReasoning();
        if (chunk.HasContent && _firstContentAt == 0) OnFirstContent();
        if (chunk.HasContent) request.Draw.Conversation?.AddAnswer(chunk.Content);
        if (!_verifying && (SimulatedText.IsFingerprint(chunk.SystemFingerprint) || SimulatedText.IsId(chunk.Id)))
        {
            _verifying = true;
            _verifier.Begin(request.Draw.Seed);
            _tokensSent = SimulatedText.TokensIn(chunk.SystemFingerprint) ?? SimulatedText.TokensIn(chunk.Id);
        }

        if (_verifying && chunk.HasContent) _verifier.Accept(chunk.Content);
        if (!chunk.HasUsage) return;

        _tokens = chunk.CompletionTokens;
        request.Answer.TakeUsage(chunk.PromptTokens, chunk.CompletionTokens, chunk.TotalTokens);
    }

    /// <param name="brought">Tokens of this event by the gateway's own usage; 0 where it does not say.</param>
    private void OnContent(long brought)
    {
        _contentEvents++;
        if (_firstAt == 0)
        {
            _firstAt = _arrivedAt;
            request.Answer.FirstTokenAt = _arrivedAt;
            Record(Metric.Ttft, Metric.TtftService);
        }
        else if (_lastAt == _arrivedAt)
        {
            _together++;
            RecordTokenGap(0, brought);
        }
        else
        {
            long gap = Elapsed.Nanoseconds(_lastAt, _arrivedAt);
            _recorder.Record(Metric.Gap, gap);
            RecordTokenGap(gap, brought);
            _longestGap = Math.Max(_longestGap, gap);
        }

        _lastAt = _arrivedAt;
    }

    private void OnFirstReasoning()
    {
        _hasReasoning = true;
        Record(Metric.FirstReasoning, Metric.FirstReasoningService);
    }

    private void OnFirstContent()
    {
        _firstContentAt = _arrivedAt;
        Record(Metric.FirstContent, Metric.FirstContentService);
    }

    private void Record(Metric fromDue, Metric fromSent)
    {
        _recorder.Record(fromDue, Elapsed.Nanoseconds(request.DueAt, _arrivedAt));
        _recorder.Record(fromSent, Elapsed.Nanoseconds(request.SentAt, _arrivedAt));
    }

    private void RecordTokenGap(long gap, long brought)
    {
        if (brought > 0)
        {
            _recorder.Record(Metric.Itl, gap / brought, brought);
            _tokensShared += brought;
        }
        else
        {
            _gaps.Add(gap, _recorder);
        }
    }

    private Outcome Judge(Outcome cutShort)
    {
        if (_verifying) CountIntegrity();
        if (_isMalformed) return Outcome.Malformed;
        if (_hasError) return Outcome.InBandError;
        if (!_ended) return cutShort;
        return _verifying && !_verifier.IsWhole ? Outcome.Corrupt : Outcome.Completed;
    }

    private void CountIntegrity()
    {
        // Of a stream that was cut, or broke off with an error, the missing tail is no content lost on the way: the stream as a whole is what failed.
        if (_ended && !_hasError) _verifier.End(_tokens, _tokensSent);
        else _verifier.End(null);
        request.Answer.Words = _verifier.Words;
        if (_ended && _verifier.IsWhole) _recorder.Counters.Add(Counter.Verified);
        _recorder.Counters.AddFindings(_verifier);
    }

    private void RecordWhole(long tokens)
    {
        _recorder.Counters.Add(Counter.StreamsCompleted);
        request.Answer.EndedAt = _endedAt;
        _recorder.Record(Metric.E2e, Elapsed.Nanoseconds(request.DueAt, _endedAt));
        _recorder.Record(Metric.E2eService, Elapsed.Nanoseconds(request.SentAt, _endedAt));
        if (_contentEvents > 1) _recorder.Record(Metric.Stall, _longestGap);
        long? timePerToken = _firstAt != 0 && tokens > 1 ? Elapsed.Nanoseconds(_firstAt, _endedAt) / (tokens - 1) : null;
        if (timePerToken is { } tpot) _recorder.Record(Metric.Tpot, tpot);
        if (_recorder.JudgesGoodput) JudgeGoodput(timePerToken);
    }

    private void JudgeGoodput(long? timePerToken) => _recorder.Judge(new RequestTimes
    {
        Ttft = _firstAt == 0 ? RequestTimes.Never : Elapsed.Nanoseconds(request.DueAt, _firstAt),
        TtftService = _firstAt == 0 ? RequestTimes.Never : Elapsed.Nanoseconds(request.SentAt, _firstAt),
        FirstContent = _firstContentAt == 0 ? RequestTimes.Never : Elapsed.Nanoseconds(request.DueAt, _firstContentAt),
        FirstContentService = _firstContentAt == 0 ? RequestTimes.Never : Elapsed.Nanoseconds(request.SentAt, _firstContentAt),
        Stall = _contentEvents > 1 ? _longestGap : null,
        Tpot = timePerToken,
        E2e = Elapsed.Nanoseconds(request.DueAt, _endedAt),
        E2eService = Elapsed.Nanoseconds(request.SentAt, _endedAt),
    });
}
