using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>A good request turned away on purpose, as by a gateway at its limit.</summary>
internal static class Rejection
{
    /// <summary>Keeps the draw apart from those that make text and pace of the same seed.</summary>
    private const ulong Salt = 0x2E7EC7ED2E7EC7ED;

    /// <summary>Turned away is whose draw, in [0, 1), is below the share.</summary>
    public static double DrawOf(long seed) => new SplitMix64((ulong)seed ^ Salt).NextUnit();

    /// <param name="context">Gets the headers that say when to come again.</param>
    /// <param name="state">Whose faults decide.</param>
    /// <param name="seed">The request's, so that one sent again meets the same fate until the count is used up.</param>
    /// <param name="arrivedAt">The request's arrival.</param>
    /// <returns>Null: the request is served.</returns>
    public static JsonReply? Of(HttpContext context, GatewayState state, long seed, long arrivedAt)
    {
        if (state.Faults.TryReject(DrawOf(seed), arrivedAt) is not { } faults) return null;

        state.Counters.CountFault(FaultKind.Reject);

        RetryHint.Write(context.Response.Headers, faults.RejectRetryAfter.Ticks * TimeSpan.NanosecondsPerTick);
        return JsonReply.Of(OpenAiError.Rejected(faults.RejectStatus), arrivedAt);
    }
}
