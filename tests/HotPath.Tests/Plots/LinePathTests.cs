using HotPath.Analysis.Plots;

namespace HotPath.Tests.Plots;

public class LinePathTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("-", "")]
    [InlineData("1", "M0 1h.1")]               // alone: a dot
    [InlineData("1 2", "M0 1L1 2")]
    [InlineData("- 1 2 -", "M1 1L2 2")]
    [InlineData("1 2 - 3 4", "M0 1L1 2M3 3L4 4")]
    [InlineData("1 - 2 - 3 4", "M0 1h.1M2 2h.1M4 3L5 4")]
    [InlineData("1 2 -", "M0 1L1 2")]
    public void Of_PointsAndGaps_IsALineForEachStretch(string values, string expected)
    {
        IEnumerable<PlotPoint> points = values.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((value, i) => new PlotPoint(i, value == "-" ? null : double.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(expected, LinePath.Of(points));
    }

    [Theory]
    [InlineData(12.3456, "12.3")]
    [InlineData(12.96, "13")]
    [InlineData(-0.04, "0")]
    [InlineData(1_234.5, "1234.5")]
    public void Coordinate_AnyValue_HasATenthAtMost(double value, string expected) => Assert.Equal(expected, SvgText.Coordinate(value));
}
