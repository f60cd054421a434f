using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry;

/// <summary>Pauses that another process tells with its samples, all since its start. They are taken apart at the end alone: each reading needs half a MiB.</summary>
internal sealed class ReportedPauses(ProcessSample first) : IPauseTrack
{
    private readonly (string? Own, string? Requested) _first = (first.GcPauses, first.GcRequestedPauses);
    private (string? Own, string? Requested) _last = (first.GcPauses, first.GcRequestedPauses);

    public void Add(in ProcessSample sample) => _last = (sample.GcPauses, sample.GcRequestedPauses);

    public (LatencySummary? Own, LatencySummary? Requested) Summaries(bool atTheEnd) =>
        atTheEnd ? (Between(_first.Own, _last.Own), Between(_first.Requested, _last.Requested)) : default;

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
