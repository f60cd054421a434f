namespace HotPath.Gate.Peers.Tools;

/// <summary>What a tool itself says of its run. What it does not say is null.</summary>
/// <param name="Requests">Answered as they should be.</param>
/// <param name="Failed">Answered otherwise, or not at all.</param>
internal sealed record ToolReading(long Requests, long Failed)
{
    /// <summary>The figure that the work is about: the time of a request, or between two events of a paced stream.</summary>
    public double? P50Ms { get; init; }

    public double? P99Ms { get; init; }

    /// <summary>From due to handed to a sender, where the tool measures it.</summary>
    public double? LagP50Ms { get; init; }

    public double? LagP99Ms { get; init; }

    /// <summary>From the moment at which an event was due to where the tool had it; of streams whose schedule is known.</summary>
    public double? ArrivalP50Ms { get; init; }

    public double? ArrivalP99Ms { get; init; }

    /// <summary>Managed bytes of the whole process, shared out over requests.</summary>
    public double? AllocatedBytesPerRequest { get; init; }

    /// <summary>The same, shared out over events.</summary>
    public double? AllocatedBytesPerEvent { get; init; }

    /// <summary>TLS handshakes that took up an earlier session.</summary>
    public double? ResumedPercent { get; init; }

    /// <summary>A tool that counts in whole milliseconds says 0 for what is faster than it can tell: that is no figure.</summary>
    public static double? Known(double? milliseconds) => milliseconds is > 0 ? milliseconds : null;
}
