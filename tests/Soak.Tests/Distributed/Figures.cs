using HotPath.Soak.Distributed;

namespace HotPath.Soak.Tests.Distributed;

internal static class Figures
{
    public static LocustStatistics Of(long requests) => new([Entry("chat", requests)], Entry("Aggregated", requests), []);

    public static LocustEntry Entry(string name, long requests) => new(
        name,
        "POST",
        StartTime: 1_000.5,
        LastRequestTimestamp: requests > 0 ? 1_001.25 : null,
        requests,
        Failures: 1,
        TotalResponseTimeMs: 12.5 * requests,
        MinMs: requests > 0 ? 3.5 : null,
        MaxMs: requests > 0 ? 200.25 : 0,
        ContentLength: 1_000 * requests,
        ResponseTimes: [(4, requests - 1), (201, 1)],
        PerSecond: [(1_001, requests)],
        FailuresPerSecond: [(1_001, 1)]);
}
