using HotPath.Soak.Gateway.Cache;
using HotPath.Soak.Gateway.Providers;
using HotPath.Soak.Gateway.Tenants;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>
/// What becomes of a request that was let in, where the gateway has providers or gives answers again: an answer of its Idempotency-Key, else one
/// of the cache, else a provider's.
/// </summary>
/// <remarks>
/// Who asks for an answer that is being made waits until it is over, streamed or not, and then gets all of it at once. Where the one who makes
/// it leaves, the next of those who wait makes it; where it is refused, all are.
/// </remarks>
internal sealed class Forwarding
{
    private static readonly GatewayFaults None = new();

    private readonly GatewayState _state;
    private readonly GatewaySettings _atOnce;
    private readonly UpstreamCaller _upstream;
    private volatile bool _isOn;

    public Forwarding(GatewayState state)
    {
        _state = state;
        _atOnce = state.Settings with { TimeToFirstToken = Distribution.Constant(0), InterTokenLatency = Distribution.Constant(0) };
        Providers = new ProviderBoard(state.Settings);
        Cache = new ResponseCache(state.Settings.Cache);
        Idempotency = new IdempotencyKeys(state.Settings.Idempotency);
        _upstream = new UpstreamCaller(Providers, state.Wheel);
        _isOn = state.Settings.Upstreams.Providers.Count > 0 || Cache.Settings is not null || Idempotency.IsOn;
    }

    /// <summary>Whether requests go this way; once they do it stays so.</summary>
    public bool IsOn => _isOn;

    /// <summary>Whether a request's body must be known ahead of its endpoint.</summary>
    public bool ComparesRequests => _isOn && (Cache.Settings is not null || Idempotency.IsOn);

    public ProviderBoard Providers { get; }

    public ResponseCache Cache { get; }

    public IdempotencyKeys Idempotency { get; }

    public void SetUpstreams(UpstreamSettings settings)
    {
        Providers.Set(settings, _state.Wheel.Now);
        _isOn = true;
    }

    public void SetCache(CacheOrder order)
    {
        Cache.Take(order);
        if (order.Settings is not null) _isOn = true;
    }

    /// <param name="context">Gets the headers of the decision.</param>
    /// <param name="asked">What is asked for.</param>
    /// <param name="next">To be told when the answer is over; null: nobody asks.</param>
    public async ValueTask<Passage> PassAsync(HttpContext context, AskedFor asked, IServingWatch? next)
    {
        _state.Admissions.Tenants.Identify(context.Request.Headers, out Caller caller); // its key is known to be good
        ForwardedAnswer made = new(Providers, _state.Wheel, next);
        made.EndWith(context);

        RequestFingerprint? request = context.Features.Get<RequestFingerprint>();
        FoundAnswer byKey = await Idempotency.FindAsync(request, caller.TenantName, context, _state.Wheel);
        if (byKey.Refusal is { } refusal) return Refused(refusal, made);

        made.ByKey = byKey.Flight;
        if (byKey.Answer is not { } replayed) return await AnswerAsync(context, asked, caller, request, made);

        Idempotency.WriteReplayed(context.Response.Headers);
        return Again(context, made, replayed, spentNanoseconds: 0);
    }

    private async ValueTask<Passage> AnswerAsync(
        HttpContext context, AskedFor asked, Caller caller, RequestFingerprint? request, ForwardedAnswer made)
    {
        IHeaderDictionary headers = context.Response.Headers;
        if (Cache.Settings is { } cache)
        {
            if (ResponseCache.IsPassedBy(context.Request.Headers, request))
            {
                Cache.WriteBypass(headers);
            }
            else
            {
                long askedAt = _state.Wheel.Now;
                FoundAnswer cached = await Cache.FindAsync(cache, request!, caller.TenantName, context, _state.Wheel);
                if (cached.Answer is { } answer)
                {
                    Cache.WriteHit(headers, cached.WasJoined);
                    return Again(context, made, answer, cached.WasJoined ? _state.Wheel.Now - askedAt : 0);
                }

                if (cached.Refusal != UpstreamError.ClientLeft) Cache.WriteMiss(headers);
                if (cached.Refusal is { } refusal) return Refused(refusal, made);

                made.Cached = cached.Flight;
            }
        }

        (ProviderAttempt? attempt, OpenAiError? error) = await _upstream.CallAsync(context, asked, caller);
        return attempt is null ? Refused(error!, made) : Served(asked, made, attempt, request);
    }

    private Passage Served(in AskedFor asked, ForwardedAnswer made, ProviderAttempt attempt, RequestFingerprint? request)
    {
        long createdAt = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        long completion = _state.NextCompletion();
        made.Attempt = attempt;
        if (request is not null) made.Answer = new StoredAnswer(request, completion, createdAt, attempt.Provider.Name);
        GatewayFaults faults = _state.Faults.Current;
        if (StreamPlan.IsDelayed(faults, asked.Seed)) _state.Counters.CountFault(FaultKind.Delay);
        return Passage.Served(new Serving(attempt.Provider.Pace, faults, attempt.Fate.Moment, completion) { CreatedAt = createdAt, Watch = made });
    }

    /// <summary>An answer that is there already: no provider's pace, and nothing that goes wrong there.</summary>
    private Passage Again(HttpContext context, ForwardedAnswer made, StoredAnswer answer, long spentNanoseconds)
    {
        made.Answer = answer;
        IHeaderDictionary headers = context.Response.Headers;
        _upstream.WriteProvider(headers, answer.Provider);
        headers[UpstreamCaller.DecisionHeader] = RouteDecision.Cache;
        UpstreamCaller.WriteTime(headers, spentNanoseconds);
        return Passage.Served(new Serving(_atOnce, None, _state.Wheel.Now, answer.Completion) { CreatedAt = answer.CreatedAt, Watch = made });
    }

    private Passage Refused(OpenAiError error, ForwardedAnswer made)
    {
        // Who left says nothing of those who wait.
        if (error == UpstreamError.ClientLeft) made.Over(ServingEnd.Abandoned, tokens: 0);
        else made.Refuse(error);
        return Passage.Refused(JsonReply.Of(error, _state.Wheel.Now));
    }
}
