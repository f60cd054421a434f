using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Telemetry.Answers;

/// <summary>The numbers of one of the scenario's own metrics. Any thread records; allocates nothing once warm.</summary>
internal sealed class OwnMetricRecorder(OwnMetric metric)
{
    private const double Parts = 1e6; // a number is kept in millionths: what the buckets of a latency are to a millisecond

    private readonly SharedHistogram _trend = new();
    private long _count;
    private long _true;
    private double _sum;

    /// <param name="value">After the scale; of a rate 1 or 0.</param>
    public void Record(double value)
    {
        Interlocked.Increment(ref _count);
        if (metric.Kind is OwnMetricKind.Trend) _trend.Record((long)Math.Clamp(value * Parts, 0, HistogramLayout.MaxNanoseconds));
        if (metric.Kind is OwnMetricKind.Rate && value != 0) Interlocked.Increment(ref _true);
        if (metric.Kind is OwnMetricKind.Counter) Add(value);
    }

    /// <param name="scratch">Overwritten.</param>
    public OwnMetricFigures Figures(TimeSpan measured, HistogramSnapshot scratch)
    {
        long count = Volatile.Read(ref _count);
        OwnMetricFigures figures = new() { Count = count };
        if (metric.Kind is OwnMetricKind.Rate) return figures with { Rate = count > 0 ? (double)Volatile.Read(ref _true) / count : null };

        if (metric.Kind is OwnMetricKind.Counter)
        {
            double sum = Volatile.Read(ref _sum);
            return figures with { Sum = sum, SumPerSecond = measured > TimeSpan.Zero ? sum / measured.TotalSeconds : 0 };
        }

        scratch.Clear();
        _trend.AddTo(scratch);
        return scratch.IsEmpty ? figures : figures with
        {
            Min = scratch.Min / Parts,
            Mean = scratch.Mean / Parts,
            P10 = Percentile(10),
            P25 = Percentile(25),
            P50 = Percentile(50),
            P75 = Percentile(75),
            P90 = Percentile(90),
            P95 = Percentile(95),
            P99 = Percentile(99),
            P999 = Percentile(99.9),
            Max = scratch.Max / Parts,
        };

        double Percentile(double percentile) => scratch.ValueAtPercentile(percentile) / Parts;
    }

    private void Add(double value)
    {
        double seen = Volatile.Read(ref _sum);
        while (true)
        {
            double found = Interlocked.CompareExchange(ref _sum, seen + value, seen);
            if (found.Equals(seen)) return;

            seen = found;
        }
    }
}
