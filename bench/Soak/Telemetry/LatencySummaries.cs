using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Telemetry;

/// <summary>Histograms in nanoseconds become the summaries in milliseconds of <c>run.json</c>.</summary>
internal static class LatencySummaries
{
    private const double NanosecondsPerMs = 1e6;

    /// <param name="histogramOf">Asked once for each metric, in order; what it gives is read before the next is asked for.</param>
    public static LatencyFigures Of(Func<Metric, HistogramSnapshot> histogramOf) => Fill(new LatencyFigures(), histogramOf);

    public static GroupFigures OfGroup(Func<Metric, HistogramSnapshot> histogramOf) => (GroupFigures)Fill(new GroupFigures(), histogramOf);

    public static LatencySummary? Of(HistogramSnapshot histogram) => histogram.IsEmpty
        ? null
        : new LatencySummary
        {
            Count = histogram.Count,
            Min = histogram.Min / NanosecondsPerMs,
            Mean = histogram.Mean / NanosecondsPerMs,
            P10 = Percentile(histogram, 10),
            P25 = Percentile(histogram, 25),
            P50 = Percentile(histogram, 50),
            P75 = Percentile(histogram, 75),
            P90 = Percentile(histogram, 90),
            P95 = Percentile(histogram, 95),
            P99 = Percentile(histogram, 99),
            P999 = Percentile(histogram, 99.9),
            P9999 = Percentile(histogram, 99.99),
            Max = histogram.Max / NanosecondsPerMs,
            OverRange = histogram.OverRange,
        };

    private static double Percentile(HistogramSnapshot histogram, double percentile) =>
        histogram.ValueAtPercentile(percentile) / NanosecondsPerMs;

    private static LatencyFigures Fill(LatencyFigures empty, Func<Metric, HistogramSnapshot> histogramOf) => empty with
    {
        ScheduleLag = Of(histogramOf(Metric.ScheduleLag)),
        ReceiveLag = Of(histogramOf(Metric.ReceiveLag)),
        Blocked = Of(histogramOf(Metric.Blocked)),
        Connect = Of(histogramOf(Metric.Connect)),
        TlsFull = Of(histogramOf(Metric.TlsFull)),
        TlsResumed = Of(histogramOf(Metric.TlsResumed)),
        Headers = Of(histogramOf(Metric.Headers)),
        HeadersService = Of(histogramOf(Metric.HeadersService)),
        FirstEvent = Of(histogramOf(Metric.FirstEvent)),
        FirstEventService = Of(histogramOf(Metric.FirstEventService)),
        Ttft = Of(histogramOf(Metric.Ttft)),
        TtftService = Of(histogramOf(Metric.TtftService)),
        FirstReasoning = Of(histogramOf(Metric.FirstReasoning)),
        FirstReasoningService = Of(histogramOf(Metric.FirstReasoningService)),
        FirstContent = Of(histogramOf(Metric.FirstContent)),
        FirstContentService = Of(histogramOf(Metric.FirstContentService)),
        Gap = Of(histogramOf(Metric.Gap)),
        Itl = Of(histogramOf(Metric.Itl)),
        Stall = Of(histogramOf(Metric.Stall)),
        Tpot = Of(histogramOf(Metric.Tpot)),
        E2e = Of(histogramOf(Metric.E2e)),
        E2eService = Of(histogramOf(Metric.E2eService)),
    };
}
