using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>One log of a worker, handed on in portions of an interval.</summary>
internal sealed class LogCursor : IDisposable
{
    // A log has milliseconds: the start of the next interval may be written that much too early.
    private const double RoundingSeconds = 0.0006;

    private readonly LatencyLogLines _lines;
    private HistogramLogEntry? _next;

    public LogCursor(WorkerFolder worker, string firstName)
    {
        _lines = new LatencyLogLines(worker.Path, worker.Run, firstName);
        _next = _lines.Next();
    }

    /// <summary>Adds the lines of all intervals that begin before <paramref name="endSeconds"/> and were not taken before.</summary>
    /// <param name="sums">By tag.</param>
    public void TakeUntil(double endSeconds, LatencySums sums)
    {
        while (_next is { } entry && entry.Start.TotalSeconds < endSeconds - RoundingSeconds)
        {
            if (entry.Tag is { } tag) sums.Add(tag, entry.Snapshot);
            _next = _lines.Next();
        }
    }

    public void Dispose() => _lines.Dispose();
}
