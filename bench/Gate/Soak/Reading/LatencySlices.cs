using HotPath.Analysis.Statistics;
using HotPath.Recording;

namespace HotPath.Gate.Soak.Reading;

/// <summary>One latency of a run in slices of its time: a histogram a slice.</summary>
internal sealed class LatencySlices
{
    /// <summary>Of a slice's quantile and a run's: fewer values beyond it would make it one of chance.</summary>
    public const int LeastBeyond = 100;

    private const int LeastInASlice = 20;
    private const double Confidence = 0.95;
    private const int Seed = 1; // the same run, the same figure

    private readonly List<Dictionary<long, long>> _counts = []; // by slice, from a bucket's upper edge in nanoseconds
    private long[] _edges = [];
    private long[][] _atOrBelow = []; // by edge, then by slice

    /// <summary>Values of the whole run.</summary>
    public long Count { get; private set; }

    public int Slices => _counts.Count;

    public void Add(int slice, HistogramSnapshot interval)
    {
        while (_counts.Count <= slice) _counts.Add([]);
        foreach (HistogramBucket bucket in interval.Buckets)
        {
            _counts[slice][bucket.Highest] = _counts[slice].GetValueOrDefault(bucket.Highest) + bucket.Count;
        }

        Count += interval.Count;
    }

    /// <summary>Called once, after the last slice and before anything is asked.</summary>
    public void Complete()
    {
        _edges = [.. _counts.SelectMany(slice => slice.Keys).Distinct().Order()];
        long[] below = new long[Slices];
        _atOrBelow = [.. _edges.Select(edge =>
        {
            for (int i = 0; i < below.Length; i++) below[i] += _counts[i].GetValueOrDefault(edge);
            return (long[])[.. below];
        })];
    }

    /// <summary>A quantile of the whole run in milliseconds, and its standard error as a share of it, by a bootstrap of neighbouring slices.</summary>
    /// <returns>Null where too few values lie beyond it, or there are too few slices.</returns>
    public FigureValue? Quantile(double quantile)
    {
        if (Count * (1 - quantile) < LeastBeyond || Slices < MovingBlockBootstrap.LeastValues) return null;

        int at = EdgeOf(quantile, [.. Enumerable.Repeat(1, Slices)]);
        double[] beyond = [.. Enumerable.Range(0, Slices).Select(slice => _atOrBelow[^1][slice] - _atOrBelow[at][slice] - ((1 - quantile) * _atOrBelow[^1][slice]))];
        int block = Math.Min(BlockLength.Of(beyond), Slices / 2); // of what decides over the quantile: the values beyond it
        int[] times = new int[Slices];
        BootstrapInterval? interval = MovingBlockBootstrap.Interval(Slices, block, MovingBlockBootstrap.CorrelationOf(beyond), LogOfQuantile, Confidence, Seed);
        return interval is { } found ? new FigureValue(Math.Exp(found.Estimate) / 1e6, found.StandardError) : null;

        double LogOfQuantile(ReadOnlySpan<int> places)
        {
            Array.Clear(times);
            foreach (int place in places) times[place]++;
            return Math.Log(_edges[EdgeOf(quantile, times)]);
        }
    }

    /// <summary>The median of each slice, in milliseconds; slices with few values left out.</summary>
    public double[] Medians() =>
    [
        .. Enumerable.Range(0, Slices)
            .Where(slice => _atOrBelow[^1][slice] >= LeastInASlice)
            .Select(slice => _edges[Array.FindIndex(_atOrBelow, edge => 2 * edge[slice] >= _atOrBelow[^1][slice])] / 1e6),
    ];

    /// <param name="times">How often each slice counts.</param>
    private int EdgeOf(double quantile, int[] times)
    {
        double wanted = quantile * Sum(_atOrBelow[^1]);
        int low = 0, high = _edges.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Sum(_atOrBelow[middle]) >= wanted) high = middle;
            else low = middle + 1;
        }

        return low;

        long Sum(long[] bySlice)
        {
            long sum = 0;
            for (int i = 0; i < times.Length; i++) sum += times[i] * bySlice[i];
            return sum;
        }
    }
}
