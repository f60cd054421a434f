using System.Collections.Concurrent;
using HotPath.Analysis.Statistics;

namespace HotPath.Gate.Micro.Verdicts;

/// <summary>Tests of faster halves by the launches of either side: each takes a moment to prepare, and gates are of few sizes.</summary>
internal static class HalvesTests
{
    /// <summary>For a search, which takes a dozen tests: what lies near alpha may fall on either side of it.</summary>
    private const int Few = 999;

    private static readonly ConcurrentDictionary<(int Base, int Head, int Most), FasterHalves> Known = [];

    public static FasterHalves Of(int baseLaunches, int headLaunches) => Of(baseLaunches, headLaunches, FasterHalves.Most);

    public static FasterHalves QuickOf(int baseLaunches, int headLaunches) => Of(baseLaunches, headLaunches, Few);

    private static FasterHalves Of(int baseLaunches, int headLaunches, int most) =>
        Known.GetOrAdd((baseLaunches, headLaunches, most), size => new FasterHalves(size.Base, size.Head, size.Most));
}
