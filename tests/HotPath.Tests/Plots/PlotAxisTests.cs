using HotPath.Analysis.Plots;

namespace HotPath.Tests.Plots;

public class PlotAxisTests
{
    [Theory]
    [InlineData(0, "0 1")]                                             // nothing but zeros
    [InlineData(1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(9.9, "0 2 4 6 8 10")]
    [InlineData(10, "0 2 4 6 8 10")]                                   // a tick itself
    [InlineData(10.000001, "0 5 10 15")]                               // just above it
    [InlineData(0.3, "0.0 0.1 0.2 0.3")]                               // no exact double
    [InlineData(0.0007, "0.0000 0.0002 0.0004 0.0006 0.0008")]
    [InlineData(4_321, "0 1,000 2,000 3,000 4,000 5,000")]
    [InlineData(9_999_999, "0 2,000,000 4,000,000 6,000,000 8,000,000 10,000,000")]
    [InlineData(1.2e7, "0 5M 10M 15M")]
    [InlineData(1e15, "0 200T 400T 600T 800T 1,000T")]
    public void Linear_HighestValue_HasRoundTicksFromZeroToAboveIt(double highest, string expected)
    {
        PlotAxis axis = PlotAxis.Linear(0, highest, wantedTicks: 5);

        Assert.Equal(expected, Labels(axis));
        Assert.InRange(axis.ShareOf(highest), 0, 1);
        Assert.Equal([0, 1], new[] { axis.ShareOf(axis.Ticks[0].Value), axis.ShareOf(axis.Ticks[^1].Value) });
    }

    [Fact]
    public void Linear_ValueBelowZero_BeginsBelowIt() =>
        Assert.Equal("-4 -2 0 2 4", Labels(PlotAxis.Linear(-3, 3.5, wantedTicks: 4)));

    [Fact]
    public void Linear_AnyHighest_HasFewRoundTicksAndRoomForIt()
    {
        for (double highest = 1e-6; highest < 1e12; highest *= 1.37)
        {
            PlotAxis axis = PlotAxis.Linear(0, highest, wantedTicks: 5);

            double top = axis.Ticks[^1].Value;
            Assert.True(axis.Ticks.Count is >= 3 and <= 7, $"{axis.Ticks.Count} ticks for {highest}");
            Assert.True(top >= highest * (1 - 1e-8) && top <= highest * 2.01, $"top {top} for {highest}");
            Assert.Equal(axis.Ticks.Count, axis.Ticks.Select(tick => tick.Label).Distinct().Count());
        }
    }

    [Theory]
    [InlineData(20, 500, 3, "20 50 100 200 500")]
    [InlineData(21, 499, 3, "20 50 100 200 500")]
    [InlineData(0.002, 90, 3, "0.01 0.1 1 10 100")] // 1-2-5 would be too many
    [InlineData(7, 7, 3, "5 10")]
    [InlineData(10, 10, 3, "10 20")]                // all equal, and a tick
    [InlineData(1_000, 20_000, 3, "1,000 2,000 5,000 10,000 20,000")]
    public void Logarithmic_Range_HasTicksOfOneTwoFive(double lowest, double highest, int wantedTicks, string expected)
    {
        PlotAxis axis = PlotAxis.Logarithmic(lowest, highest, wantedTicks);

        Assert.Equal(expected, Labels(axis));
        Assert.InRange(axis.ShareOf(lowest), 0, 1);
        Assert.InRange(axis.ShareOf(highest), 0, 1 + 1e-9);
    }

    [Fact]
    public void Logarithmic_EachDecade_IsAsLong()
    {
        PlotAxis axis = PlotAxis.Logarithmic(1, 1_000, wantedTicks: 5);

        Assert.Equal([0, 1 / 3.0, 2 / 3.0, 1], new double[] { 1, 10, 100, 1_000 }.Select(axis.ShareOf), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData(30, 6, "0s 5s 10s 15s 20s 25s 30s")]
    [InlineData(30.4, 6, "0s 10s 20s 30s")]
    [InlineData(0.25, 5, "0s 0.05s 0.1s 0.15s 0.2s 0.25s")]
    [InlineData(120, 4, "0s 30s 1m 1m30s 2m")]
    [InlineData(3_600, 4, "0s 15m 30m 45m 1h")]
    [InlineData(5_400, 3, "0s 30m 1h 1h30m")]
    [InlineData(86_400, 8, "0s 3h 6h 9h 12h 15h 18h 21h 1d")]
    [InlineData(3.5 * 86_400, 7, "0s 12h 1d 1d12h 2d 2d12h 3d 3d12h")]
    [InlineData(30 * 86_400, 6, "0s 5d 10d 15d 20d 25d 30d")]
    [InlineData(365 * 86_400, 5, "0s 100d 200d 300d")]
    [InlineData(0, 5, "0s 0.2s 0.4s 0.6s 0.8s 1s")]
    public void Time_End_HasTicksThatPeopleCountIn(double endSeconds, int wantedTicks, string expected) =>
        Assert.Equal(expected, Labels(PlotAxis.Time(endSeconds, wantedTicks)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 0.0752574989159953)] // log10(2) / 4
    [InlineData(90, 0.25)]
    [InlineData(99, 0.5)]
    [InlineData(99.9, 0.75)]
    [InlineData(99.99, 1)]
    public void Percentiles_Position_IsTheLogarithmOfOneOverTheRest(double percentile, double share)
    {
        PlotAxis axis = PlotAxis.Percentiles(99.99, wantedTicks: 6);

        Assert.Equal(share, axis.ShareOf(percentile), 1e-9);
        Assert.Equal("0% 90% 99% 99.9% 99.99%", Labels(axis));
    }

    [Theory]
    [InlineData(0, 6, "0% 90%")]
    [InlineData(95, 6, "0% 90%")]
    [InlineData(99.9999, 3, "0% 99% 99.99% 99.9999%")]
    public void Percentiles_Highest_HasAsManyNinesAsFit(double highest, int wantedTicks, string expected) =>
        Assert.Equal(expected, Labels(PlotAxis.Percentiles(highest, wantedTicks)));

    private static string Labels(PlotAxis axis) => string.Join(' ', axis.Ticks.Select(tick => tick.Label));
}
