using HotPath.Recording;

namespace HotPath.Soak.Telemetry;

/// <summary>What a run records into: a recorder for each group, one set for the warm-up and one for the measured time.</summary>
internal sealed class RunRecorder
{
    private readonly Gauge[] _openStreamsByGroup;

    /// <param name="groups">Names, in the order of the workload.</param>
    /// <param name="recordingThreads">Threads that are expected to record; more are served, at the price of an allocation each.</param>
    public RunRecorder(IReadOnlyList<string> groups, int recordingThreads)
    {
        GroupNames = groups;
        _openStreamsByGroup = [.. groups.Select(_ => new Gauge())];
        LatencyRecorder unread = new(recordingThreads);
        WarmUp = [.. groups.Select((_, i) => GroupRecorder.OfCountsAlone(unread, _openStreamsByGroup[i]))];
        Measured = [.. groups.Select((_, i) => new GroupRecorder(recordingThreads, _openStreamsByGroup[i]))];
    }

    public IReadOnlyList<string> GroupNames { get; }

    public IReadOnlyList<GroupRecorder> WarmUp { get; }

    public IReadOnlyList<GroupRecorder> Measured { get; }

    public Gauge OpenStreams { get; } = new();

    public Gauge OpenConnections { get; } = new();

    /// <summary>Called when the measured time begins: peaks of the warm-up are forgotten.</summary>
    public void ResetPeaks()
    {
        OpenStreams.ResetPeak();
        OpenConnections.ResetPeak();
        foreach (Gauge gauge in _openStreamsByGroup) gauge.ResetPeak();
    }
}
