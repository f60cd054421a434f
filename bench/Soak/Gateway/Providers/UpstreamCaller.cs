using System.Globalization;
using HotPath.Soak.Gateway.Tenants;

namespace HotPath.Soak.Gateway.Providers;

/// <summary>Calls providers for a request until one serves it or no more may be called. Failed attempts take their time, by the wheel.</summary>
internal sealed class UpstreamCaller(ProviderBoard board, TokenWheel wheel)
{
    public const string ProviderHeader = "X-Upstream-Provider";
    public const string DecisionHeader = "X-Route-Decision";

    /// <summary>Milliseconds spent in providers, failed attempts included: until the first token of a stream, until the last of an answer in one piece.</summary>
    public const string TimeHeader = "x-hotpath-upstream-ms";

    private const double NanosecondsPerMs = 1e6;

    /// <param name="context">Gets the headers of the decision.</param>
    /// <param name="asked">What is asked for.</param>
    /// <param name="caller">Whose plan says by whom.</param>
    /// <returns>The attempt that serves it, to be ended; or why none does.</returns>
    public async ValueTask<(ProviderAttempt? Attempt, OpenAiError? Error)> CallAsync(HttpContext context, AskedFor asked, Caller caller)
    {
        if (RouteWish.Read(context.Request.Headers, out RouteWish wish) is { } unreadable) return (null, unreadable);

        long calledAt = wheel.Now;
        (Itinerary? way, OpenAiError? error) = board.Begin(asked, caller.Tenant?.Plan, wish, calledAt, out ProviderAttempt? attempt);
        if (way is null)
        {
            if (error!.Status == StatusCodes.Status403Forbidden) caller.Tenant!.CountRejected();
            return (null, error);
        }

        ProviderAttempt? last = null;
        while (attempt is not null && !attempt.Fate.IsServed)
        {
            last = attempt;
            if (!await TryFailAsync(context, attempt, way)) return (null, UpstreamError.ClientLeft);

            error = UpstreamError.Failed(attempt.Provider.Name, attempt.Fate);
            bool goesOn = way.Begun < way.Failover.Attempts && way.Failover.On.Contains(attempt.Fate.Status);
            attempt = goesOn ? board.Next(way, asked, wheel.Now) : null;
        }

        WriteHeaders(context.Response.Headers, way, attempt ?? last, (attempt is null ? wheel.Now : UntilOf(asked, attempt)) - calledAt);
        return attempt is null ? (null, error ?? UpstreamError.AllLeftAlone()) : (attempt, null);
    }

    /// <summary>Says whose an answer is, which is counted before it is sent.</summary>
    public void WriteProvider(IHeaderDictionary headers, string provider)
    {
        board.CountAnswer(provider);
        headers[ProviderHeader] = provider;
    }

    public static void WriteTime(IHeaderDictionary headers, long nanoseconds) =>
        headers[TimeHeader] = (nanoseconds / NanosecondsPerMs).ToString("0.###", CultureInfo.InvariantCulture);

    /// <returns>False: the client left before.</returns>
    private async ValueTask<bool> TryFailAsync(HttpContext context, ProviderAttempt attempt, Itinerary way)
    {
        if (attempt.Fate.Moment > wheel.Now) // to ask whether the client left costs a token source
        {
            await wheel.WaitUntilAsync(attempt.Fate.Moment, context.RequestAborted);
            if (context.RequestAborted.IsCancellationRequested)
            {
                board.Leave(attempt);
                return false;
            }
        }

        board.Fail(attempt, way, wheel.Now);
        return true;
    }

    private void WriteHeaders(IHeaderDictionary headers, Itinerary way, ProviderAttempt? attempt, long nanoseconds)
    {
        WriteTime(headers, nanoseconds);
        if (attempt is null) return;

        string decision = way.DecisionOf(attempt.Provider);
        if (decision == RouteDecision.Fallback) board.CountFailover();
        WriteProvider(headers, attempt.Provider.Name);
        headers[DecisionHeader] = decision;
    }

    private static long UntilOf(in AskedFor asked, ProviderAttempt attempt)
    {
        StreamPlan plan = attempt.Fate.Plan!;
        if (!asked.Streams && asked.Route != GatewayRoute.Embeddings) plan.MoveToLast();
        return attempt.Fate.Moment + plan.DueNanoseconds;
    }
}
