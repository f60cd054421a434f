using HotPath.Analysis.Plots;

namespace HotPath.Tests.Plots;

public class PercentilePlotTests
{
    [Fact]
    public void ToSvg_ExponentialDistribution_IsAStraightLine()
    {
        // Its value at p is -ln(1 - p): on this axis proportional to the way from the left.
        PercentileCurve curve = PercentileCurve.Sampled("exponential", 50_000, percentile => -Math.Log(1 - (percentile / 100)));

        IReadOnlyList<(double X, double Y)> points = new SvgReading(Plot(curve).ToSvg(PlotSize.Wide)).PointsOf(1);

        (double slope, (double x0, double y0)) = ((points[^1].Y - points[0].Y) / (points[^1].X - points[0].X), points[0]);
        Assert.All(points, point => Assert.Equal(y0 + (slope * (point.X - x0)), point.Y, 0.2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000)]
    [InlineData(3_000_000_000)]
    public void Sampled_AnyCount_GoesFromTheLowestToTheHighest(long count)
    {
        long Rank(double percentile) => Math.Max(1, (long)Math.Ceiling(percentile / 100 * count));

        PercentileCurve curve = PercentileCurve.Sampled("ranks", count, percentile => Rank(percentile));

        Assert.Equal(0, curve.Points[0].Percentile);
        Assert.Equal([1, count], new[] { curve.Points[0].Value, curve.Points[^1].Value });
        Assert.All(curve.Points, point => Assert.InRange(point.Percentile, 0, 99.9999999999));
        Assert.Equal(curve.Points.OrderBy(point => point.Percentile), curve.Points);
        Assert.InRange(curve.Points.Count, 2, 1_000);
    }

    [Fact]
    public void Sampled_NoValues_HasNoPoints() => Assert.Empty(PercentileCurve.Sampled("none", 0, _ => throw new InvalidOperationException()).Points);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ToSvg_OddCurves_AreWellFormed(bool isLogarithmic)
    {
        PercentileCurve[][] cases =
        [
            [],
            [new("no points", [])],
            [new("one point", [new(50, 3)])],
            [new("equal", [new(0, 3), new(50, 3), new(99, 3)])],
            [new("zeros", [new(0, 0), new(50, 0)])],
            [new("no numbers", [new(0, double.NaN), new(50, null), new(90, double.PositiveInfinity)])],
            [new("no place on the axis", [new(-1, 1), new(100, 1), new(double.NaN, 1), new(400, 1)])],
            [new("zero to huge", [new(0, 0), new(50, 1e-9), new(99.9999999, 1e15)])],
        ];

        foreach (PercentileCurve[] curves in cases)
        {
            foreach (PlotSize size in (PlotSize[])[PlotSize.Wide, PlotSize.Narrow])
            {
                SvgReading read = new((Plot(curves) with { IsLogarithmic = isLogarithmic }).ToSvg(size));

                Assert.DoesNotContain("NaN", read.Root.ToString(), StringComparison.Ordinal);
                Assert.Contains("0%", read.Texts);
            }
        }
    }

    [Fact]
    public void ToSvg_ZeroOnALogarithmicAxis_IsAGap()
    {
        PercentileCurve curve = new("c", [new(0, 0), new(50, 1), new(90, 10)]);

        Assert.Equal(3, new SvgReading(Plot(curve).ToSvg(PlotSize.Wide)).PointsOf(1).Count);
        Assert.Equal(2, new SvgReading((Plot(curve) with { IsLogarithmic = true }).ToSvg(PlotSize.Wide)).PointsOf(1).Count);
    }

    [Fact]
    public void ToSvg_TwoCurves_HaveALegendAndDescriptionInTheirOrder()
    {
        SvgReading read = new(Plot(new("from due", [new(0, 1), new(99, 250)]), new("from sent", [new(0, 1), new(99, 20)])).ToSvg(PlotSize.Wide));

        Assert.Equal(["from due", "from sent"], read.Texts.Skip(1).Take(2));
        Assert.Equal("By percentile, from the lowest to the highest. from due: from 1 to 250. from sent: from 1 to 20.", read.Description);
    }

    private static PercentilePlot Plot(params PercentileCurve[] curves) => new() { Title = "Title", Unit = "ms", Curves = curves };
}
