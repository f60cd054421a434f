using HotPath.Soak.Content;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Machine;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Answers;

namespace HotPath.Soak.Load.Checks;

/// <summary>
/// Looks closer at one answer: whether it is as expected, whose it is, and what its own numbers are. Used again for each request; of
/// several attempts the last one counts. Allocates nothing once warm.
/// </summary>
internal sealed class Inspection(CurrentRequest request)
{
    public const string Provider = "X-Upstream-Provider";

    private static readonly HeaderName RequestIdHeader = new(IdHeader.RequestId);
    private static readonly HeaderName ProviderHeader = new(Provider);
    private static readonly HeaderName RouteHeader = new("X-Route-Decision");
    private static readonly HeaderName CacheHeader = new("X-Cache");

    private readonly JsonSearch _search = new(request);
    private InspectionPlan _plan = null!;
    private AnswerRecorder? _recorder;
    private bool?[] _checks = []; // by place; null: could not be asked
    private double[] _metrics = []; // not a number: not there
    private SlicePlaces _places;

    /// <summary>Whether a check failed in the last attempt.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>An attempt begins.</summary>
    public void Begin(InspectionPlan plan)
    {
        _plan = plan;
        _recorder = request.Recorder.Answers;
        if (_checks.Length != plan.CheckCount) _checks = new bool?[plan.CheckCount];
        if (_metrics.Length != plan.Metrics.Length) _metrics = new double[plan.Metrics.Length];
        Array.Clear(_checks);
        Array.Fill(_metrics, double.NaN);
        HasFailed = false;
        _search.Begin(plan.Targets);
    }

    /// <param name="json">The data of an event, or a whole body; borrowed until the call returns.</param>
    public void LookIn(ReadOnlySpan<byte> json) => _search.LookIn(json);

    /// <summary>Judges an attempt while its answer's head can still be read.</summary>
    /// <param name="status">Of its answer; 0 where none came.</param>
    public void Judge(IChannel channel, int status, Outcome outcome)
    {
        if (status != 0)
        {
            Check(channel, status, outcome);
            ReadMetrics(channel);
        }

        if (_recorder?.Slices is not { } slices) return;

        _places = new SlicePlaces
        {
            Model = _plan.Models[request.Draw.Model],
            Tenant = request.Draw.Tenant,
            Endpoint = _plan.Endpoint,
            Status = slices.PlaceOfStatus(status),
            Provider = slices.PlaceOfProvider(ValueOf(channel, status, ProviderHeader)),
            Route = slices.PlaceOfRoute(ValueOf(channel, status, RouteHeader)),
            Cache = slices.PlaceOfCache(ValueOf(channel, status, CacheHeader)),
        };
    }

    /// <summary>The request is over; what the last attempt came to is recorded.</summary>
    /// <param name="isRight">Whether it came out as its group expects it, checks included.</param>
    public void Record(Outcome outcome, bool isRight)
    {
        if (_recorder is not { } recorder) return;

        AnswerFacts answer = request.Answer;
        if (recorder.Cost is { } cost) AddCost(cost, answer);
        for (int i = 0; recorder.Checks is not null && i < _checks.Length; i++)
        {
            if (_checks[i] is { } holds) recorder.Checks.Add(i, holds);
        }

        for (int i = 0; i < recorder.Metrics.Count; i++)
        {
            if (!double.IsNaN(_metrics[i])) recorder.Metrics[i].Record(_metrics[i]);
        }

        recorder.Slices?.Record(_places, new FinishedRequest
        {
            Outcome = outcome,
            IsRight = isRight,
            Tokens = answer.Tokens,
            Bytes = answer.Bytes,
            Headers = Between(request.DueAt, answer.HeadAt),
            Ttft = Between(request.DueAt, answer.FirstTokenAt),
            E2e = Between(request.DueAt, answer.EndedAt),
            E2eService = Between(request.SentAt, answer.EndedAt),
        });
    }

    private void AddCost(CostCount cost, AnswerFacts answer)
    {
        int model = _plan.Models[request.Draw.Model];
        if (answer.HasUsage) cost.Add(model, answer.PromptTokens, answer.CompletionTokens);
        else if (_plan.PromptTokens >= 0 && _search.ValueOf(_plan.PromptTokens) is var tokens and > 0) cost.Add(model, (long)tokens, 0);
    }

    private void Check(IChannel channel, int status, Outcome outcome)
    {
        bool isExpected = request.Plan.Allows(status);
        Set(_plan.Status, isExpected);
        if (!isExpected) return; // it is an error, and no answer to ask more of

        bool isSuccess = status is >= 200 and <= 299;
        foreach (HeaderCheck header in isSuccess ? _plan.Headers : _plan.HeadersWhenRefused)
        {
            Set(header.Place, header.Holds(channel));
        }

        if (_plan.RequestId >= 0) Set(_plan.RequestId, HasSameRequestId(channel));
        if (isSuccess && _plan.TenantProviders.Length > 0 && _plan.TenantProviders[request.Draw.Tenant] is { } provider) Set(provider.Place, provider.Holds(channel));
        if (isSuccess && outcome is Outcome.Completed or Outcome.Corrupt) CheckContent();
    }

    private void CheckContent()
    {
        foreach (JsonCheck check in _plan.Json) Set(check.Check, _search.ValueOf(check.Target) == 1);
        if (_plan.TenantModel is { } model && _plan.TenantModels[request.Draw.Tenant] is not null) Set(model.Check, _search.ValueOf(model.Target) == 1);

        AnswerFacts answer = request.Answer;
        if (_plan.Tokens >= 0)
        {
            Set(_plan.Tokens, answer.HasUsage
                && answer.CompletionTokens >= (_plan.Expect.LeastTokens ?? 0)
                && answer.CompletionTokens <= (_plan.Expect.MostTokens ?? long.MaxValue));
        }

        if (_plan.Usage >= 0) Set(_plan.Usage, UsageFits(answer));
    }

    private bool HasSameRequestId(IChannel channel)
    {
        Span<byte> sent = stackalloc byte[SeededUuid.TextLength];
        IdHeader.WriteRequestId(sent, request.Draw);
        return channel.TryGetHeader(RequestIdHeader, out ReadOnlySpan<byte> answered) && answered.SequenceEqual(sent);
    }

    private static bool UsageFits(AnswerFacts answer) =>
        answer.HasUsage
        && answer.CompletionTokens > 0 == answer.HasContent
        && (answer.TotalTokens == 0 || answer.TotalTokens == answer.PromptTokens + answer.CompletionTokens)
        && (answer.Words is not { } words || answer.CompletionTokens == words);

    private void ReadMetrics(IChannel channel)
    {
        for (int i = 0; i < _metrics.Length; i++)
        {
            int target = _plan.MetricTargets[i];
            _metrics[i] = target < 0 ? _plan.Metrics[i].ReadHeader(channel) : _search.ValueOf(target);
        }
    }

    private void Set(int check, bool holds)
    {
        if (check < 0) return;

        _checks[check] = holds;
        if (!holds) HasFailed = true;
    }

    private static ReadOnlySpan<byte> ValueOf(IChannel channel, int status, HeaderName name) =>
        status != 0 && channel.TryGetHeader(name, out ReadOnlySpan<byte> value) ? value : default;

    private static long? Between(long from, long to) => to == 0 ? null : Elapsed.Nanoseconds(from, to);
}
