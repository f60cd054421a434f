using System.Buffers;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Soak.Content;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Load;

/// <summary>An answer that is one whole: a text with its usage, embeddings, the list of models, an error. Used again for each.</summary>
internal sealed class AnswerReading(CurrentRequest request) : IBodyReading, IDisposable
{
    /// <summary>Longer answers are read to their end, but not understood.</summary>
    private const int MaxBodyBytes = 16 << 20;

    private readonly PooledBuffer _body = new(initialCapacityBytes: 512);
    private readonly TextVerifier _verifier = new();
    private long _arrivedAt;
    private bool _isTooLarge;

    public void Begin()
    {
        _body.ResetWrittenCount();
        request.Draw.Conversation?.BeginAnswer();
        _arrivedAt = 0;
        _isTooLarge = false;
    }

    public void Accept(in ReadOnlySequence<byte> body, long arrivedAt)
    {
        _arrivedAt = arrivedAt;
        request.Recorder.Counters.Add(Counter.Bytes, body.Length);
        if (_isTooLarge || _body.WrittenCount + body.Length > MaxBodyBytes)
        {
            _isTooLarge = true;
            return;
        }

        foreach (ReadOnlyMemory<byte> segment in body) _body.Write(segment.Span);
    }

    public Outcome End(int status, Outcome? cutShort)
    {
        if (cutShort is { } why) return why;
        bool isOwn = request.Plan.Group.Endpoint == Endpoint.Custom;
        if (isOwn && status is >= 200 and <= 299 && request.Plan.Allows(status)) return EndOwn();
        if (status != 200) return OutcomeOfStatus(status);
        if (_isTooLarge || _arrivedAt == 0) return Outcome.Malformed;

        request.Inspection?.LookIn(_body.WrittenSpan);
        Outcome outcome = request.Plan.Group.Endpoint switch
        {
            Endpoint.Embeddings => EmbeddingsAnswer.Judge(_body.WrittenSpan, request.Plan, request.Draw.Seed),
            Endpoint.Models => ModelsAnswer.Judge(_body.WrittenSpan),
            _ => JudgeText(),
        };
        if (outcome == Outcome.Completed) RecordWhole();

        return outcome;
    }

    public void Dispose() => _body.Dispose();

    private static Outcome OutcomeOfStatus(int status) => status switch
    {
        429 => Outcome.RateLimited,
        401 or 403 => Outcome.Unauthorized,
        502 or 503 or 504 => Outcome.UpstreamError,
        >= 500 and <= 599 => Outcome.ServerError,
        _ => Outcome.ClientError,
    };

    /// <summary>The answer to a request of the scenario's own making: whatever came is whole, and the group's checks say what it must hold.</summary>
    private Outcome EndOwn()
    {
        if (_arrivedAt == 0) _arrivedAt = request.Answer.HeadAt; // there is no body, which some answers need not have
        else if (!_isTooLarge) request.Inspection?.LookIn(_body.WrittenSpan);
        RecordWhole();
        return Outcome.Completed;
    }

    private void RecordWhole()
    {
        GroupRecorder recorder = request.Recorder;
        request.Answer.EndedAt = _arrivedAt;
        long fromDue = Elapsed.Nanoseconds(request.DueAt, _arrivedAt);
        long fromSent = Elapsed.Nanoseconds(request.SentAt, _arrivedAt);
        recorder.Record(Metric.E2e, fromDue);
        recorder.Record(Metric.E2eService, fromSent);
        if (recorder.JudgesGoodput) recorder.Judge(new RequestTimes { E2e = fromDue, E2eService = fromSent });
    }

    private Outcome JudgeText()
    {
        bool isChunk = request.Plan.Group.Endpoint is Endpoint.Chat or Endpoint.Completions;
        if (!ChunkReaders.TryRead(_body.WrittenSpan, isChunk, out ChatChunk answer)) return Outcome.Malformed;
        if (answer.HasError) return Outcome.InBandError;

        // An answer in one piece to a request for a stream is no stream, and an answer without a choice is none.
        if (request.Plan.Streams || answer.ChoiceCount == 0) return Outcome.Malformed;

        request.Draw.Conversation?.AddAnswer(answer.Content);
        bool whole = true;
        long? sent = null;
        if (SimulatedText.IsFingerprint(answer.SystemFingerprint) || SimulatedText.IsId(answer.Id))
        {
            _verifier.Begin(request.Draw.Seed);
            _verifier.Accept(answer.Content);
            sent = SimulatedText.TokensIn(answer.SystemFingerprint) ?? SimulatedText.TokensIn(answer.Id);
            _verifier.End(answer.HasUsage ? answer.CompletionTokens : null, sent);
            whole = _verifier.IsWhole;
            request.Answer.Words = _verifier.Words;
            request.Recorder.Counters.AddFindings(_verifier);
        }

        request.Answer.HasContent = answer.HasContent || answer.HasReasoning;
        if (answer.HasUsage)
        {
            request.Answer.TakeUsage(answer.PromptTokens, answer.CompletionTokens, answer.TotalTokens);
            request.Recorder.Counters.Add(Counter.CompletedTokens, sent ?? answer.CompletionTokens);
        }

        return whole ? Outcome.Completed : Outcome.Corrupt;
    }
}
