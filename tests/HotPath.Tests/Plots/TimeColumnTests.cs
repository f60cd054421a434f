using HotPath.Analysis.Plots;

namespace HotPath.Tests.Plots;

public class TimeColumnTests
{
    private static readonly PlotSize Size = new(640, 120);

    [Fact]
    public void ToSvg_LabelsOfAnyLength_BeginAndEndAtTheSamePlace()
    {
        string[] svgs = [.. TimeColumn.ToSvg([Plot([1, 0.5], end: 3), Plot([0, 9_000_000], end: 10), Plot([null, null], end: 1)], Size)];

        string[] axes = [.. svgs.Select(svg => svg.Split("class=\"hp-axis\" d=\"M")[1].Split('"')[0])];
        Assert.Single(axes.Select(axis => axis.Split(' ')[0]).Distinct());
        Assert.Single(axes.Select(axis => axis.Split('H')[1]).Distinct());
    }

    [Fact]
    public void ToSvg_Several_LabelsTheTimeOnce()
    {
        string[] svgs = [.. TimeColumn.ToSvg([Plot([1, 2], end: 10), Plot([1, 2], end: 10), Plot([1, 2], end: 10)], Size)];

        Assert.Equal([false, false, true], svgs.Select(svg => svg.Contains(">10s<", StringComparison.Ordinal)));
        Assert.Equal([120, 120, 138], svgs.Select(HeightOf));
    }

    [Fact]
    public void ToSvg_EndsThatDiffer_TakesTheLast()
    {
        string[] svgs = [.. TimeColumn.ToSvg([Plot([1, 2], end: 40), Plot([1, 2], end: 5)], Size)];

        Assert.Contains(">40s<", svgs[1], StringComparison.Ordinal);
    }

    [Fact]
    public void ToSvg_ShortHead_IsOneLineAndALongOneIsTwo()
    {
        double Top(TimePlot plot) => double.Parse(
            TimeColumn.ToSvg([plot], Size)[0].Split("class=\"hp-grid\" d=\"M").Select(path => path.Split('V')[0]).Last(path => path.Contains(' ')).Split(' ')[1],
            System.Globalization.CultureInfo.InvariantCulture);

        TimePlot plot = Plot([1, 2], end: 10);

        Assert.True(Top(plot) < Top(plot with { Title = new string('m', 70) }));
    }

    [Fact]
    public void ToSvg_Nothing_IsNothing() => Assert.Empty(TimeColumn.ToSvg([], Size));

    private static TimePlot Plot(double?[] values, double end) => new()
    {
        Title = "Plot",
        Unit = "ms",
        Series = [new TimeSeries("p99", [.. values.Select((value, i) => new TimePoint(i, value))])],
        EndSeconds = end,
    };

    private static int HeightOf(string svg) => int.Parse(svg.Split("viewBox=\"0 0 640 ")[1].Split('"')[0], System.Globalization.CultureInfo.InvariantCulture);
}
