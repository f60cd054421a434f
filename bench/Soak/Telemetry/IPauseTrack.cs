using HotPath.Analysis.Results;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry;

/// <summary>The single pauses of one process over the measured time. One thread at a time.</summary>
internal interface IPauseTrack
{
    void Add(in ProcessSample sample);

    /// <param name="atTheEnd">Whether it may take milliseconds and memory.</param>
    /// <returns>Of collections that came by themselves, and of those that the run asked for; null where there was none, or where it cannot be told now.</returns>
    (LatencySummary? Own, LatencySummary? Requested) Summaries(bool atTheEnd);
}
