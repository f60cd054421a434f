using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>A run so far, summed up from its intervals.</summary>
internal sealed class ProgressFigures
{
    public TimeSpan Elapsed { get; private set; }

    public long Finished { get; private set; }

    /// <summary>By the run's own definition: what is not completed, not expected, or not started.</summary>
    public long Errors { get; private set; }

    public IntervalResult? Last { get; private set; }

    public void Add(IntervalResult interval)
    {
        Elapsed = TimeSpan.FromSeconds(interval.StartSeconds + interval.LengthSeconds);
        Finished += interval.Requests.Finished;
        Errors += (long)Math.Round(interval.Requests.ErrorRate * interval.Requests.Scheduled);
        Last = interval;
    }
}
