namespace HotPath.Gate.Peers;

/// <summary>How one run is laid out: the tool gets warm, then it is measured in a window that lies within its load. All in seconds.</summary>
/// <param name="WarmUp">Load before the measured part, from the first requests seen at the server. What can leave it out of its own latencies does.</param>
/// <param name="Load">The measured part as the tool is told.</param>
/// <param name="Window">Over which CPU and requests are counted, the same way for every tool.</param>
internal sealed record RunTimes(int WarmUp, int Load, double Window)
{
    /// <summary>Some tools count their time from their own start, which is before the first request is out.</summary>
    private const int LoadAfterWindow = 3;

    private const int StallLoad = 10;

    /// <summary>The server's count is looked at now and again, so a start is seen a little late.</summary>
    public const double Margin = 0.2;

    public double Total => WarmUp + Load;

    /// <summary>Where the server stands still, from the first request on.</summary>
    public double StallAt => WarmUp + ((Load - 1) / 2.0);

    /// <param name="leavesOutWarmUp">Whether the tool's latencies are without it. A stall's percentiles depend on the length they are taken over.</param>
    public static RunTimes Of(Work work, int warmUp, int seconds, bool leavesOutWarmUp) => work.Stalls
        ? new RunTimes(leavesOutWarmUp ? warmUp : 0, StallLoad, StallLoad - LoadAfterWindow)
        : new RunTimes(warmUp, seconds + LoadAfterWindow, seconds);
}
