using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry;

/// <summary>Pauses that this process records, its own or those of one that it watches. What was recorded before is left out.</summary>
internal sealed class RecordedPauses : IPauseTrack
{
    private readonly LatencyRecorder _own;
    private readonly LatencyRecorder _requested;
    private readonly HistogramSnapshot _interval = new();
    private readonly HistogramSnapshot _ownWhole = new();
    private readonly HistogramSnapshot _requestedWhole = new();

    /// <remarks>Both recorders are read by this alone from now on.</remarks>
    public RecordedPauses(LatencyRecorder own, LatencyRecorder requested)
    {
        _own = own;
        _requested = requested;
        own.TakeInterval(_interval);
        requested.TakeInterval(_interval);
    }

    public void Add(in ProcessSample sample)
    {
        Take(_own, _ownWhole);
        Take(_requested, _requestedWhole);
    }

    public (LatencySummary? Own, LatencySummary? Requested) Summaries(bool atTheEnd) => (LatencySummaries.Of(_ownWhole), LatencySummaries.Of(_requestedWhole));

    private void Take(LatencyRecorder recorder, HistogramSnapshot whole)
    {
        recorder.TakeInterval(_interval);
        whole.Add(_interval);
    }
}
