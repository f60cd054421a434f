using HotPath.Recording;

namespace HotPath.Soak.Distributed.Statistics;

/// <summary>Latencies as a Locust master adds them up: how many took so many milliseconds, their sum, the shortest and the longest.</summary>
internal sealed class ResponseTimes
{
    private const double NanosecondsPerMillisecond = 1e6;

    private readonly Dictionary<long, long> _counts = [];

    public long Count { get; private set; }

    /// <summary>In milliseconds.</summary>
    public double Total { get; private set; }

    /// <summary>In milliseconds; null: there is none.</summary>
    public double? Min { get; private set; }

    /// <summary>In milliseconds; 0 where there is none.</summary>
    public double Max { get; private set; }

    /// <summary>Whole milliseconds, each apart, in rising order: a master adds up whatever it is sent, and its percentiles are as fine as that.</summary>
    public IReadOnlyList<(long Milliseconds, long Count)> Counts => [.. _counts.Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key)];

    /// <param name="interval">In nanoseconds. A value counts as the highest of its bucket, as in HotPath's own percentiles, and in the sum as the middle, as in its means.</param>
    public void Add(HistogramSnapshot interval)
    {
        foreach (HistogramBucket bucket in interval.Buckets)
        {
            long milliseconds = (long)Math.Round(bucket.Highest / NanosecondsPerMillisecond, MidpointRounding.ToEven);
            _counts[milliseconds] = _counts.GetValueOrDefault(milliseconds) + bucket.Count;
        }

        if (interval.IsEmpty) return;

        Include(interval.Count, interval.Mean * interval.Count / NanosecondsPerMillisecond, interval.Min / NanosecondsPerMillisecond, interval.Max / NanosecondsPerMillisecond);
    }

    public void Add(ResponseTimes other)
    {
        foreach ((long milliseconds, long count) in other._counts) _counts[milliseconds] = _counts.GetValueOrDefault(milliseconds) + count;
        if (other.Min is { } shortest) Include(other.Count, other.Total, shortest, other.Max);
    }

    public void Clear()
    {
        _counts.Clear();
        Count = 0;
        Total = 0;
        Min = null;
        Max = 0;
    }

    private void Include(long count, double total, double shortest, double longest)
    {
        Count += count;
        Total += total;
        Min = Math.Min(Min ?? shortest, shortest);
        Max = Math.Max(Max, longest);
    }
}
