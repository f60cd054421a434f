using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Distributed.Merging;

/// <summary>One request as it is recorded.</summary>
internal sealed record GivenRequest(int Group, Outcome Outcome, int Status, int Tokens, IReadOnlyList<(Metric Metric, long Nanoseconds)> Latencies)
{
    private static readonly Metric[] Recorded =
        [Metric.Headers, Metric.HeadersService, Metric.Ttft, Metric.TtftService, Metric.Gap, Metric.Itl, Metric.Stall, Metric.Tpot, Metric.E2e, Metric.E2eService, Metric.Blocked];

    /// <summary>Latencies over six powers of ten, so that buckets of every width are met.</summary>
    public static GivenRequest Draw(Random random, int groups)
    {
        bool isWhole = random.Next(50) > 0;
        return new GivenRequest(
            random.Next(groups), isWhole ? Outcome.Completed : Outcome.Truncated, random.Next(20) > 0 ? 200 : 429, random.Next(1, 200),
            [.. Recorded.Select(metric => (metric, (long)Math.Pow(10, 4 + (6 * random.NextDouble()))))]);
    }
}
