using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

public class LaunchOrderTests
{
    private const int Rounds = 10;
    private static readonly string[] Benchmarks = [.. Enumerable.Range(0, 12).Select(number => $"B{number}")];

    [Fact]
    public void Of_SameSeed_IsTheSameOrder()
    {
        Assert.Equal(LaunchOrder.Of(Benchmarks, Rounds, stage: 1, seed: 5), LaunchOrder.Of(Benchmarks, Rounds, stage: 1, seed: 5));
    }

    [Fact]
    public void Of_OtherSeedOrStage_IsAnotherOrder()
    {
        string[] order = Names(stage: 1, seed: 5);

        Assert.NotEqual(order, Names(stage: 1, seed: 6));
        Assert.NotEqual(order, Names(stage: 2, seed: 5));

        static string[] Names(int stage, int seed) => [.. LaunchOrder.Of(Benchmarks, Rounds, stage, seed).Select(launch => $"{launch.Benchmark} {launch.Side}")];
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(11)]
    public void Of_EachRound_HasEachBenchmarkOnceWithBothSidesRightAfterEachOther(int rounds)
    {
        IReadOnlyList<PlannedLaunch> order = LaunchOrder.Of(Benchmarks, rounds, stage: 1, seed: 5);

        Assert.Equal(2 * rounds * Benchmarks.Length, order.Distinct().Count());
        PlannedLaunch[][] pairs = [.. order.Chunk(2)];
        Assert.All(pairs, pair =>
        {
            Assert.Equal((pair[0].Benchmark, pair[0].Round), (pair[1].Benchmark, pair[1].Round));
            Assert.NotEqual(pair[0].Side, pair[1].Side);
        });
        Assert.All(pairs.Chunk(Benchmarks.Length).Index(), round =>
        {
            Assert.All(round.Item, pair => Assert.Equal(round.Index + 1, pair[0].Round));
            Assert.Equal(Benchmarks.Order(), round.Item.Select(pair => pair[0].Benchmark).Order());
        });
    }

    [Fact]
    public void Of_PairsOfABenchmark_BeginWithEitherSideEquallyOften()
    {
        IEnumerable<PlannedLaunch> first = LaunchOrder.Of(Benchmarks, Rounds, stage: 1, seed: 5).Chunk(2).Select(pair => pair[0]);

        Assert.All(first.GroupBy(launch => launch.Benchmark), benchmark => Assert.Equal(Rounds / 2, benchmark.Count(launch => launch.Side == Side.Base)));
    }

    [Fact]
    public void Of_Rounds_HaveOrdersOfTheirOwn()
    {
        string[][] rounds = [.. LaunchOrder.Of(Benchmarks, Rounds, stage: 1, seed: 5).Chunk(2 * Benchmarks.Length).Select(round => round.Select(launch => launch.Benchmark).ToArray())];

        Assert.Equal(Rounds, rounds.Select(round => string.Join(' ', round)).Distinct().Count());
    }
}
