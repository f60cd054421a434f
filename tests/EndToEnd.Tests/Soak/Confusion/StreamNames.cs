namespace HotPath.EndToEnd.Tests.Soak.Confusion;

/// <summary>What a stream is to be found as: the outcome, or of one that is corrupt what its content is.</summary>
internal static class StreamNames
{
    public const string Completed = "completed";
    public const string TimeoutInMidStream = "timeout in mid-stream";
    public const string TimeoutBeforeTheFirstToken = "timeout before the first token";

    /// <param name="fault">By its name in <c>gateway.faults</c>; null: none.</param>
    /// <param name="rejectStatus">What a rejection says.</param>
    public static string Expected(string? fault, int rejectStatus) => fault switch
    {
        null => Completed,
        "cut" => "truncated",
        "lose" => "lost",
        "repeat" => "repeated",
        "reorder" => "reordered",
        "alter" => "altered",
        "pause" => TimeoutInMidStream,
        "delay" => TimeoutBeforeTheFirstToken,
        "reject" => rejectStatus switch { 429 => "rateLimited", 502 or 503 or 504 => "upstreamError", _ => "serverError" },
        _ => fault, // inBandError, malformed, wrongUsage
    };

    /// <summary>The fault as a row says it: two of them come in several forms.</summary>
    public static string Row(string? fault, HotPath.Soak.Scenarios.GatewayFaults faults) => fault switch
    {
        null => "(none)",
        "cut" => faults.CutCleanly ? "cut, clean" : "cut",
        "reject" => $"reject {faults.RejectStatus}",
        "wrongUsage" => $"wrongUsage by {faults.WrongUsageBy:+0;-0}",
        _ => fault,
    };
}
