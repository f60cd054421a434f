using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Verdicts;

/// <summary>What is wrong with an interval that is not as others of its run.</summary>
/// <param name="Reason"><c>generator</c>, <c>errors</c>, <c>latency</c> or <c>throughput</c>.</param>
/// <param name="Finding">What was measured, and the limit.</param>
internal sealed record IntervalTrouble(string Reason, string Finding)
{
    private const long LeastForP99 = 100; // of fewer it is the highest

    /// <summary>The 95th percentile against that of easy intervals.</summary>
    private const double MostTimesSlower = 2;

    /// <summary>So that two against one millisecond is not trouble.</summary>
    private const double LeastMsSlower = 5;

    private const double NanosecondsPerMs = 1e6;

    private const double MostErrorShare = 0.01;

    /// <summary>Of the requests that were due in an open loop.</summary>
    private const double LeastFinishedShare = 0.9;

    /// <summary>The latency that a target has at ease: the median over some intervals of their 95th percentiles, to the histogram's three digits.</summary>
    /// <returns>Infinity where nothing was measured.</returns>
    public static double BaselineOf(IEnumerable<IntervalResult> intervals)
    {
        HistogramSnapshot latencies = new(); // months of intervals take no more than this
        foreach (double milliseconds in intervals.Select(SlowestOf).OfType<double>()) latencies.Record((long)(milliseconds * NanosecondsPerMs));
        return latencies.IsEmpty ? double.PositiveInfinity : latencies.ValueAtPercentile(50) / NanosecondsPerMs;
    }

    /// <param name="baseline">From <see cref="BaselineOf"/>.</param>
    /// <param name="isOpenLoop">Whether requests were due whether or not others had finished.</param>
    /// <returns>Null: nothing is wrong.</returns>
    public static IntervalTrouble? Of(IntervalResult interval, double baseline, bool isOpenLoop)
    {
        if (interval.Latency.ScheduleLag?.P99 is { } lag && lag > GeneratorAudit.MostScheduleLagMs)
        {
            return new("generator", $"requests started late: scheduleLag.p99 was {lag:0.#} ms, the limit is {GeneratorAudit.MostScheduleLagMs:0} ms");
        }

        if (interval.Latency.ReceiveLag is { P99: { } wait, Count: >= LeastForP99 } && wait > GeneratorAudit.MostReceiveLagMs)
        {
            return new("generator", $"answers were read late: receiveLag.p99 was {wait:0.#} ms, the limit is {GeneratorAudit.MostReceiveLagMs:0} ms");
        }

        RequestFigures requests = interval.Requests;
        if (requests.ErrorRate > MostErrorShare)
        {
            return new("errors", $"{requests.ErrorRate * 100:0.##} % of the requests failed, the limit is {MostErrorShare * 100:0.#} %");
        }

        if (SlowestOf(interval) is { } slowest && slowest > baseline * MostTimesSlower && slowest > baseline + LeastMsSlower)
        {
            string name = interval.Latency.Ttft?.P95 is null ? "e2e" : "ttft";
            return new("latency", $"{name}.p95 was {slowest:0.#} ms, more than {MostTimesSlower:0.#} times the usual {baseline:0.#} ms");
        }

        return isOpenLoop && requests.Scheduled > 0 && requests.Finished < requests.Scheduled * LeastFinishedShare && SlowestOf(interval) is null
            ? new("throughput", $"{requests.Finished:N0} of {requests.Scheduled:N0} requests due finished, the limit is {LeastFinishedShare * 100:0} %")
            : null;
    }

    /// <summary>The time to the first token where answers are streamed, for the rest of a stream is as long as its text.</summary>
    private static double? SlowestOf(IntervalResult interval) => interval.Latency.Ttft?.P95 ?? interval.Latency.E2e?.P95;
}
