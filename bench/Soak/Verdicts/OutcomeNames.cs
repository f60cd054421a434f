namespace HotPath.Soak.Verdicts;

/// <summary>The outcomes of requests as <c>requests.byOutcome</c> names them: one that did not occur is 0, one that does not exist is a slip.</summary>
internal static class OutcomeNames
{
    public const string ConnectionError = "connectionError";
    public const string Timeout = "timeout";
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } =
    [
        "completed", "truncated", "corrupt", "inBandError", "rateLimited", "unauthorized", "clientError", "serverError",
        "upstreamError", Timeout, ConnectionError, "malformed", Cancelled,
    ];
}
