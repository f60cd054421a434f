using HotPath.Soak.Gateway.Providers;

namespace HotPath.Soak.Gateway.Cache;

/// <summary>Waits for an answer that another request makes, as long as it takes.</summary>
internal static class AnswerWait
{
    /// <returns>An answer, a refusal, or an own flight: never one to wait for, but where it is of another request.</returns>
    public static async ValueTask<FoundAnswer> FindAsync(
        AnswerStore store, AnswerKey key, RequestFingerprint request, bool joins, HttpContext context, TokenWheel wheel)
    {
        while (true)
        {
            FoundAnswer found = store.Ask(key, request, joins, wheel.Now);
            if (found.Flight is not { } flight || found.IsOwn || flight.Request != request) return found;

            await flight.Over.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!flight.Over.IsCompleted) return new FoundAnswer { Refusal = UpstreamError.ClientLeft };
            if (flight.Refusal is { } refusal) return new FoundAnswer { Refusal = refusal };
            if (flight.Answer is { } answer) return new FoundAnswer { Answer = answer, WasJoined = true };

            // Its client left: one of those who waited is the next to make it. Cut: that would go on one after the other, to no end.
            if (flight.WasCut) joins = false;
        }
    }
}
