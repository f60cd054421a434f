namespace HotPath.Gate.Peers.Results;

/// <summary>One tool at one work: medians over the rounds. Null is what the tool, or the work, does not give.</summary>
internal sealed record PeerRow
{
    public required string Tool { get; init; }

    /// <summary>As the tool, or the package it came in, says it.</summary>
    public required string? Version { get; init; }

    public required string Work { get; init; }

    public required string Server { get; init; }

    /// <summary>Runs behind the medians.</summary>
    public required int Rounds { get; init; }

    /// <summary>Load before the measured window.</summary>
    public required int WarmUpSeconds { get; init; }

    /// <summary>By the server's own count, in the measured window.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Events sent to the tool, by the server's own count; null where answers are no streams.</summary>
    public required double? EventsPerSecond { get; init; }

    /// <summary>CPU time of the tool's processes for 100,000 of what <see cref="CpuPer"/> names.</summary>
    public required double CpuSecondsPer100k { get; init; }

    /// <summary><c>requests</c> or <c>events</c>.</summary>
    public required string CpuPer { get; init; }

    /// <summary>Highest less lowest CPU figure of the rounds, over their median; null with one round.</summary>
    public required double? CpuSpread { get; init; }

    /// <summary>The CPU figure over that of wrk in the same round, the median of these; null where wrk did not do the work.</summary>
    public required double? CpuOverWrk { get; init; }

    /// <summary>The same over httpmessageinvoker.</summary>
    public required double? CpuOverHttpMessageInvoker { get; init; }

    /// <summary>Of one processor, in the measured window.</summary>
    public required double CpuPercent { get; init; }

    /// <summary>Largest resident set since the tool started, in MiB.</summary>
    public required double RssPeakMB { get; init; }

    /// <summary>As the tool says: the time of a request, or between two events of a paced stream.</summary>
    public required double? P50Ms { get; init; }

    public required double? P99Ms { get; init; }

    /// <summary>From when a request was due, where the server stood still: what the tool should have said. Null elsewhere.</summary>
    public required double? TrueP99Ms { get; init; }

    /// <summary>From due to handed to a sender, where the tool measures it.</summary>
    public required double? LagP50Ms { get; init; }

    public required double? LagP99Ms { get; init; }

    /// <summary>How late the server itself sent 99 of 100 events; null where it does not pace.</summary>
    public required double? ServerLateP99Ms { get; init; }
}
