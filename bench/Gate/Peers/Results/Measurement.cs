namespace HotPath.Gate.Peers.Results;

/// <summary>One run of one tool. Null is what the tool, or the work, does not give.</summary>
internal sealed record Measurement(string Work, string Tool)
{
    public required int WarmUpSeconds { get; init; }

    public required double RequestsPerSecond { get; init; }

    public double? EventsPerSecond { get; init; }

    public required double CpuSecondsPer100k { get; init; }

    public required double CpuPercent { get; init; }

    public required double RssPeakMB { get; init; }

    public double? P50Ms { get; init; }

    public double? P99Ms { get; init; }

    public double? LagP50Ms { get; init; }

    public double? LagP99Ms { get; init; }

    public double? ServerLateP99Ms { get; init; }

    public double? TrueP99Ms { get; init; }

    public double? ArrivalP50Ms { get; init; }

    public double? ArrivalP99Ms { get; init; }

    public double? AllocatedBytesPerRequest { get; init; }

    public double? AllocatedBytesPerEvent { get; init; }

    public double? ResumedPercent { get; init; }

    public double? ServerCpuSecondsPer100k { get; init; }

    public double? ServerCpuPercent { get; init; }

    public double? ServerRssPeakMB { get; init; }

    public double? ServerAllocatedBytes { get; init; }

    /// <summary>From 1 on.</summary>
    public int Round { get; init; }
}
