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

    /// <summary>From the moment at which an event was due to where the tool had it; null where the schedule is not known, or the tool does not say.</summary>
    public double? ArrivalP50Ms { get; init; }

    public double? ArrivalP99Ms { get; init; }

    /// <summary>What one connection with its stream adds to the tool's resident set, in KiB; null unless the work was done with few connections, too.</summary>
    public double? RssPerStreamKB { get; init; }

    /// <summary>The tool's managed bytes in the measured time for each request finished, all costs of its process shared out.</summary>
    public double? AllocatedBytesPerRequest { get; init; }

    /// <summary>The same for each event; null where answers are no streams.</summary>
    public double? AllocatedBytesPerEvent { get; init; }

    /// <summary>TLS handshakes that took up an earlier session, in percent; null where the tool does not tell.</summary>
    public double? ResumedPercent { get; init; }

    /// <summary>CPU time of the server's processes for 100,000 of what <see cref="CpuPer"/> names.</summary>
    public double? ServerCpuSecondsPer100k { get; init; }

    /// <summary>Of one processor, in the measured window.</summary>
    public double? ServerCpuPercent { get; init; }

    /// <summary>What one connection with its stream adds to the server's resident set, in KiB.</summary>
    public double? ServerRssPerStreamKB { get; init; }

    /// <summary>The server's managed bytes for each of what <see cref="CpuPer"/> names; null where it does not count them.</summary>
    public double? ServerAllocatedBytes { get; init; }

    /// <summary>The CPU figure over that of sslstream in the same round, the median of these; null where that did not do the work.</summary>
    public double? CpuOverSslStream { get; init; }
}
