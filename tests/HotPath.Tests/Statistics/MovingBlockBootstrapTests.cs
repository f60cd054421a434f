using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics;

public sealed class MovingBlockBootstrapTests
{
    [Theory]
    [InlineData(60, 0)]
    [InlineData(60, 0.5)]
    [InlineData(60, 0.8)]
    [InlineData(120, 0.7)]
    [InlineData(180, 0)]
    [InlineData(180, 0.5)]
    [InlineData(360, 0.3)]
    [InlineData(360, 0.7)]
    [InlineData(360, 0.8)]
    public void Interval_AutoregressiveSeries_CoversItsMeanAsOftenAsItSays(int count, double dependence)
    {
        const int Series = 1_500;

        int covered = 0;
        Parallel.For(0, Series, seed =>
        {
            double[] series = SimulatedSeries.Autoregressive(count, dependence, seed);
            BootstrapInterval interval = IntervalOfMean(series, BlockLength.Of(series), MovingBlockBootstrap.CorrelationOf(series), seed)!.Value;
            if (interval.Low <= 0 && interval.High >= 0) Interlocked.Increment(ref covered);
        });

        Assert.InRange((double)covered / Series, 0.93, 0.97);
    }

    [Fact]
    public void Interval_NeighboursTakenForIndependent_CoversFarLess()
    {
        int covered = Enumerable.Range(0, 300).Count(seed =>
        {
            BootstrapInterval interval = IntervalOfMean(SimulatedSeries.Autoregressive(360, 0.7, seed), 1, correlation: 0, seed)!.Value;
            return interval.Low <= 0 && interval.High >= 0;
        });

        Assert.InRange(covered, 150, 225); // what the blocks are for
    }

    [Fact]
    public void Interval_SameSeed_IsTheSame()
    {
        double[] series = SimulatedSeries.Autoregressive(100, 0.5, 1);

        Assert.Equal(IntervalOfMean(series, 8, 0.5, seed: 5), IntervalOfMean(series, 8, 0.5, seed: 5));
        Assert.NotEqual(IntervalOfMean(series, 8, 0.5, seed: 5), IntervalOfMean(series, 8, 0.5, seed: 6));
    }

    [Fact]
    public void Interval_ConstantSeries_HasNoWidth()
    {
        BootstrapInterval? interval = IntervalOfMean([.. Enumerable.Repeat(4.0, 20)], 1, 0, seed: 1);

        Assert.Equal(new BootstrapInterval(4, 4, 4, 0), interval);
    }

    [Fact]
    public void Interval_StatisticWithoutValue_IsNull()
    {
        Assert.Null(MovingBlockBootstrap.Interval(20, 2, 0, _ => double.NaN, 0.95, seed: 1));
    }

    [Theory]
    [InlineData(MovingBlockBootstrap.LeastValues - 1, 1, 0, 0.95)]
    [InlineData(20, 0, 0, 0.95)]
    [InlineData(20, 11, 0, 0.95)]
    [InlineData(20, 1, -0.1, 0.95)]
    [InlineData(20, 1, 1, 0.95)]
    [InlineData(20, 1, double.NaN, 0.95)]
    [InlineData(20, 1, 0, 1)]
    [InlineData(20, 1, 0, double.NaN)]
    public void Interval_WhatItCannotDo_Throws(int count, int blockLength, double correlation, double confidence)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MovingBlockBootstrap.Interval(count, blockLength, correlation, _ => 1, confidence, seed: 1));
    }

    [Fact]
    public void BlockLength_MoreDependence_IsLonger()
    {
        double[] means = [.. new[] { 0, 0.5, 0.9 }.Select(dependence => Enumerable.Range(0, 50)
            .Average(seed => BlockLength.Of(SimulatedSeries.Autoregressive(400, dependence, seed))))];

        Assert.InRange(means[0], 8, 10); // the cube root of 400 is the least
        Assert.InRange(means[1], 16, 26); // the formula gives 8.4 for the true autocorrelations, and this takes 2.5 of it
        Assert.InRange(means[2], 60, 100);
    }

    [Fact]
    public void BlockLength_NothingToTell_IsOne()
    {
        Assert.Equal(1, BlockLength.Of([1, 2, 3, 4, 5, 6, 7]));
        Assert.Equal(1, BlockLength.Of([.. Enumerable.Repeat(3.0, 50)]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void CorrelationOf_ShortSeries_IsNotTooLittleOnAverage(double dependence)
    {
        double mean = Enumerable.Range(0, 2_000).Average(seed => MovingBlockBootstrap.CorrelationOf(SimulatedSeries.Autoregressive(60, dependence, seed)));

        Assert.InRange(mean, dependence - 0.03, dependence + 0.07); // cut off at 0, so more than that where there is none
    }

    private static BootstrapInterval? IntervalOfMean(double[] series, int blockLength, double correlation, int seed) =>
        MovingBlockBootstrap.Interval(series.Length, blockLength, correlation, places => MeanOf(series, places), 0.95, seed);

    private static double MeanOf(double[] series, ReadOnlySpan<int> places)
    {
        double sum = 0;
        foreach (int place in places) sum += series[place];
        return sum / places.Length;
    }
}
