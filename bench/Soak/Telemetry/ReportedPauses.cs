using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry;

/// <summary>Pauses that another process tells with its samples, all since its start. They are taken apart at the end alone: each reading needs half a MiB.</summary>
internal sealed class ReportedPauses(ProcessSample first) : IPauseTrack
{
    private ProcessSample _last = first;

    public void Add(in ProcessSample sample) => _last = sample;

    public (LatencySummary? Own, LatencySummary? Requested) Summaries(bool atTheEnd) =>
        atTheEnd ? (Between(first.GcPauses, _last.GcPauses), Between(first.GcRequestedPauses, _last.GcRequestedPauses)) : default;

    private static LatencySummary? Between(string? earlier, string? later)
    {
        if (earlier is null || later is null) return null;

        try
        {
            return HistogramDifference.Of(later, earlier) is { } pauses ? LatencySummaries.Of(pauses) : null;
        }
        catch (HdrFormatException)
        {
            return null; // another program's page of the same name
        }
    }
}
