using System.Buffers;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Soak.Content;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Load;

/// <summary>An answer that is one whole: a chat completion, embeddings, the list of models, an error. Used again for each.</summary>
internal sealed class AnswerReading : IBodyReading, IDisposable
{
    /// <summary>Longer answers are read to their end, but not understood.</summary>
    private const int MaxBodyBytes = 16 << 20;

    private readonly PooledBuffer _body = new();
    private readonly ChatChunkReader _chat = new();
    private readonly TextVerifier _verifier = new();
    private RequestPlan _plan = null!;
    private GroupRecorder _recorder = null!;
    private ExchangeMoments _moments;
    private RequestDraw _draw;
    private long _arrivedAt;
    private bool _isTooLarge;

    public void Begin(RequestPlan plan, in ExchangeMoments moments, in RequestDraw draw, GroupRecorder recorder)
    {
        _body.ResetWrittenCount();
        _plan = plan;
        _moments = moments;
        _draw = draw;
        draw.Conversation?.BeginAnswer();
        _recorder = recorder;
        _arrivedAt = 0;
        _isTooLarge = false;
    }

    public void Accept(in ReadOnlySequence<byte> body, long arrivedAt)
    {
        _arrivedAt = arrivedAt;
        _recorder.Counters.Add(Counter.Bytes, body.Length);
        if (_isTooLarge || _body.WrittenCount + body.Length > MaxBodyBytes)
        {
            _isTooLarge = true;
            return;
        }

        foreach (ReadOnlyMemory<byte> segment in body) _body.Write(segment.Span);
    }

    /// <summary>Judges and records the whole answer.</summary>
    public Outcome End(int status)
    {
        if (status != 200) return OutcomeOfStatus(status);
        if (_isTooLarge || _arrivedAt == 0) return Outcome.Malformed;

        Outcome outcome = _plan.Group.Endpoint switch
        {
            Endpoint.Chat => JudgeChat(),
            Endpoint.Embeddings => EmbeddingsAnswer.Judge(_body.WrittenSpan, _plan.PromptOf(_draw.Seed)),
            _ => ModelsAnswer.Judge(_body.WrittenSpan),
        };
        if (outcome == Outcome.Completed)
        {
            RequestTimes times = new() { E2e = Elapsed.Nanoseconds(_moments.DueAt, _arrivedAt), E2eService = Elapsed.Nanoseconds(_moments.SentAt, _arrivedAt) };
            _recorder.Record(Metric.E2e, times.E2e.Value);
            _recorder.Record(Metric.E2eService, times.E2eService.Value);
            _recorder.Judge(times);
        }

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

    private Outcome JudgeChat()
    {
        if (!_chat.TryRead(_body.WrittenSpan, out ChatChunk answer)) return Outcome.Malformed;
        if (answer.HasError) return Outcome.InBandError;

        // An answer in one piece to a request for a stream is no stream, and an answer without a choice is none.
        if (_plan.Streams || answer.ChoiceCount == 0) return Outcome.Malformed;

        _draw.Conversation?.AddAnswer(answer.Content);
        bool whole = true;
        if (SimulatedText.IsFingerprint(answer.SystemFingerprint))
        {
            _verifier.Begin(_draw.Seed);
            _verifier.Accept(answer.Content);
            _verifier.End(answer.HasUsage ? answer.CompletionTokens : null);
            whole = _verifier.IsWhole;
            _recorder.Counters.AddFindings(_verifier);
        }

        if (answer.HasUsage) _recorder.Counters.Add(Counter.CompletedTokens, answer.CompletionTokens);
        return whole ? Outcome.Completed : Outcome.Corrupt;
    }
}
