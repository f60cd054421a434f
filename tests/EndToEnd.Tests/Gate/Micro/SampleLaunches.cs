using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

/// <summary>Launches with figures that a test chooses.</summary>
internal static class SampleLaunches
{
    public const string Benchmark = "Some.Benchmarks.One(Length: 16)";

    public static readonly DateTimeOffset StartedAt = new(2026, 11, 21, 18, 5, 0, TimeSpan.Zero);

    /// <summary>Ten times within 1 % of each other, times a factor.</summary>
    public static double[] Times(double factor, int count = 10) => [.. Enumerable.Range(0, count).Select(number => factor * (100 + (0.1 * ((number * 7) % 10))))];

    /// <summary>Times that differ as those of real launches may: their logarithms are normal.</summary>
    public static double[] Normal(int count, double spread, int seed, double factor = 1)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => factor * 100 * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    public static LaunchFigure[] Of(double[] @base, double[] head, int stage = 1) => [.. OfSide(Side.Base, @base, stage), .. OfSide(Side.Head, head, stage)];

    /// <summary>Launches that all take the same time, and allocate what a test chooses.</summary>
    public static LaunchFigure[] Allocating(long[] @base, long[] head, long operations, int stage = 1) =>
    [
        .. Of(Times(1, @base.Length), Times(1, head.Length), stage).GroupBy(launch => launch.Side)
            .SelectMany(side => side.Select((launch, index) => launch with { AllocatedBytes = (side.Key == Side.Base ? @base : head)[index], Operations = operations })),
    ];

    private static IEnumerable<LaunchFigure> OfSide(Side side, double[] times, int stage) => times.Select((time, index) => new LaunchFigure
    {
        Benchmark = Benchmark,
        Side = side,
        Stage = stage,
        Round = index + 1,
        StartedAt = StartedAt.AddSeconds((((stage - 1) * 100) + (index * 2) + (side == Side.Base ? 0 : 1)) * 2.5),
        Nanoseconds = time,
        AllocatedBytes = 0,
        Operations = 1_000_000,
    });
}
