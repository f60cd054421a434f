namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>What workers sent of one name, added up here, and what Locust makes of such a sum.</summary>
internal sealed class SentFigures
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, long> _responseTimes = [];
    private double _totalMs;
    private long _contentBytes;

    public long Requests { get; private set; }

    public long Failures { get; private set; }

    public double MinMs { get; private set; } = double.PositiveInfinity;

    public double MaxMs { get; private set; }

    public double AverageMs => _totalMs / Requests;

    public double AverageBytes => (double)_contentBytes / Requests;

    /// <summary>Locust's <c>median_from_dict</c>, within the shortest and the longest.</summary>
    public double MedianMs
    {
        get
        {
            double position = (Requests - 1) / 2.0;
            foreach ((long milliseconds, long count) in _responseTimes)
            {
                if (position < count) return Math.Clamp(milliseconds, MinMs, MaxMs);

                position -= count;
            }

            throw new InvalidOperationException("There are no response times.");
        }
    }

    public void Add(double milliseconds, long bytes, bool isFailure)
    {
        lock (_lock)
        {
            Requests++;
            if (isFailure) Failures++;
            _totalMs += milliseconds;
            _contentBytes += bytes;
            MinMs = Math.Min(MinMs, milliseconds);
            MaxMs = Math.Max(MaxMs, milliseconds);
            long key = KeyOf(milliseconds);
            _responseTimes[key] = _responseTimes.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>Locust's <c>calculate_response_time_percentile</c>.</summary>
    /// <param name="share">0..1.</param>
    public long PercentileMs(double share)
    {
        long wanted = (long)(Requests * share);
        long seen = 0;
        foreach ((long milliseconds, long count) in _responseTimes.Reverse())
        {
            seen += count;
            if (Requests - seen <= wanted) return milliseconds;
        }

        return 0;
    }

    /// <summary>Whole milliseconds, all told apart.</summary>
    public static long KeyOf(double milliseconds) => (long)Math.Round(milliseconds, MidpointRounding.ToEven);
}
