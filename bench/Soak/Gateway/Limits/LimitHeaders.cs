using System.Globalization;

namespace HotPath.Soak.Gateway.Limits;

/// <summary>The state of the limits as answers tell it, accepted or not.</summary>
internal static class LimitHeaders
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>
    /// X-RateLimit-*, as most gateways have it with the reset in whole seconds from now: of the limit that refused, else of the requests, else of
    /// the tokens. And OpenAI's family, for requests and tokens apart, with the reset as Go writes a duration.
    /// </summary>
    public static void Write(IHeaderDictionary headers, in LimitDecision decision)
    {
        if (decision.Requests is { } requests)
        {
            headers["x-ratelimit-limit-requests"] = Text(requests.Limit);
            headers["x-ratelimit-remaining-requests"] = Text(requests.Remaining);
            headers["x-ratelimit-reset-requests"] = GoDuration.Format(requests.ResetNanoseconds);
        }

        if (decision.Tokens is { } tokens)
        {
            headers["x-ratelimit-limit-tokens"] = Text(tokens.Limit);
            headers["x-ratelimit-remaining-tokens"] = Text(tokens.Remaining);
            headers["x-ratelimit-reset-tokens"] = GoDuration.Format(tokens.ResetNanoseconds);
        }

        bool byTokens = decision.Refusal?.Limit.Of is Scenarios.LimitUnit.Tokens;
        if ((byTokens ? decision.Tokens : decision.Requests ?? decision.Tokens) is not { } state) return;

        headers["X-RateLimit-Limit"] = Text(state.Limit);
        headers["X-RateLimit-Remaining"] = Text(state.Remaining);
        headers["X-RateLimit-Reset"] = Text((state.ResetNanoseconds + NanosecondsPerSecond - 1) / NanosecondsPerSecond);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
