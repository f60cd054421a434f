using HotPath.Recording;

namespace HotPath.Soak.Telemetry.Windows;

/// <summary>
/// The values of one latency in the last stretch of time, kept as the counts of each step: added up again they are the histogram of the whole
/// window, so that its percentiles are percentiles and no mean of them. Memory is used again, and bounded by the steps. One thread at a time.
/// </summary>
internal sealed class WindowedHistogram(int steps)
{
    private readonly BucketList[] _steps = [.. Enumerable.Range(0, steps).Select(_ => new BucketList())];
    private int _now;

    /// <summary>Begins a step; the oldest one is forgotten.</summary>
    public void Step()
    {
        _now = (_now + 1) % _steps.Length;
        _steps[_now].Clear();
    }

    /// <summary>Into the step that goes on.</summary>
    /// <param name="scratch">Overwritten.</param>
    public void Add(HistogramSnapshot interval, HistogramSnapshot scratch)
    {
        BucketList step = _steps[_now];
        if (step.IsEmpty)
        {
            step.Set(interval);
            return;
        }

        scratch.Clear();
        step.AddTo(scratch);
        scratch.Add(interval);
        step.Set(scratch);
    }

    public void AddTo(HistogramSnapshot window)
    {
        foreach (BucketList step in _steps) step.AddTo(window);
    }

    /// <summary>The buckets of a snapshot that have a count: some hundred instead of 33,792.</summary>
    private sealed class BucketList
    {
        private HistogramBucket[] _buckets = [];
        private int _length;

        public bool IsEmpty => _length == 0;

        public void Clear() => _length = 0;

        public void Set(HistogramSnapshot snapshot)
        {
            _length = 0;
            foreach (HistogramBucket bucket in snapshot.Buckets)
            {
                if (_length == _buckets.Length) Array.Resize(ref _buckets, Math.Max(64, 2 * _length));
                _buckets[_length++] = bucket;
            }
        }

        public void AddTo(HistogramSnapshot sum)
        {
            foreach (HistogramBucket bucket in _buckets.AsSpan(0, _length)) sum.Record(bucket.Lowest, bucket.Count);
        }
    }
}
