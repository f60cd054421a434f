using HotPath.Analysis.Plots;

namespace HotPath.Tests.Plots;

public class ThinningTests
{
    [Fact]
    public void Extremes_FewPoints_StayAsTheyAre()
    {
        PlotPoint[] points = [.. Enumerable.Range(0, 20).Select(i => new PlotPoint(i, i % 3 == 0 ? null : i))];

        Assert.Same(points, Thinning.Extremes(points, stretches: 10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(43_210)]
    [InlineData(86_399)]
    public void Extremes_OneSpikeInADay_IsKeptWhereverItIs(int spikeAt)
    {
        PlotPoint[] points = [.. Enumerable.Range(0, 86_400).Select(i => new PlotPoint(i, i == spikeAt ? 9_999 : 10))];

        IReadOnlyList<PlotPoint> kept = Thinning.Extremes(points, stretches: 500);

        Assert.InRange(kept.Count, 500, 1_000);
        Assert.Contains(points[spikeAt], kept);
    }

    [Fact]
    public void Extremes_OfEachStretch_AreItsLowestAndHighestInTheirOrder()
    {
        Random random = new(17);
        PlotPoint[] points = [.. Enumerable.Range(0, 9_973).Select(i => new PlotPoint(i, random.NextDouble()))];

        IReadOnlyList<PlotPoint> kept = Thinning.Extremes(points, stretches: 100);

        Assert.Equal(kept.OrderBy(point => point.X), kept);
        for (int stretch = 0; stretch < 100; stretch++)
        {
            PlotPoint[] all = points[(points.Length * stretch / 100)..(points.Length * (stretch + 1) / 100)];
            Assert.Contains(all.MinBy(point => point.Y), kept);
            Assert.Contains(all.MaxBy(point => point.Y), kept);
        }
    }

    [Fact]
    public void Extremes_StretchWithoutValues_IsAGap()
    {
        PlotPoint[] points = [.. Enumerable.Range(0, 1_000).Select(i => new PlotPoint(i, i is >= 400 and < 500 ? null : 1))];

        IReadOnlyList<PlotPoint> kept = Thinning.Extremes(points, stretches: 10);

        Assert.Equal([4], kept.Index().Where(entry => entry.Item.Y is null).Select(entry => entry.Index));
    }
}
