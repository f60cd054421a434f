using System.Globalization;
using HotPath.Analysis.Plots;

namespace HotPath.Tests.Plots;

public class TimePlotTests
{
    private const string Hostile = "</text><script>alert('1')</script> & \"x\" \u0000\u001b\ud800 \ufffe";

    public static TheoryData<string> Shapes => [.. Cases.Keys];

    private static Dictionary<string, double?[]> Cases { get; } = new()
    {
        ["none"] = [],
        ["one"] = [5],
        ["equal"] = [7, 7, 7],
        ["zeros"] = [0, 0],
        ["only gaps"] = [null, null],
        ["not numbers"] = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300],
        ["gaps"] = [1, null, 2, 3, double.NaN, 4],
        ["below zero"] = [-5, 5],
        ["tiny"] = [1e-12, 2e-12],
        ["huge"] = [1e15, -1e15],
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ToSvg_AnyValues_IsWellFormedAndStaysInside(string shape)
    {
        TimePlot plot = Plot(Cases[shape]);

        foreach (PlotSize size in (PlotSize[])[PlotSize.Wide, PlotSize.Narrow, new(160, 160), new(4_096, 4_096)])
        {
            SvgReading read = new(plot.ToSvg(size));

            Assert.All(read.PointsOf(1), point =>
            {
                Assert.InRange(point.X, 0, size.Width);
                Assert.InRange(point.Y, 0, size.Height);
            });
            Assert.DoesNotContain("NaN", read.Root.ToString(), StringComparison.Ordinal);
            Assert.Equal(read.PointsOf(1).Count == 0, read.Texts.Contains("nothing was measured"));
        }
    }

    [Fact]
    public void ToSvg_Gaps_BreakTheLineAndLeaveADot()
    {
        SvgReading read = new(Plot([1, null, 2, 3, double.NaN, 4]).ToSvg(PlotSize.Wide));

        string line = read.LineOf(1)!;
        Assert.Equal(3, line.Count(c => c == 'M'));
        Assert.Equal(1, line.Count(c => c == 'L'));
        Assert.Equal(4, read.PointsOf(1).Count);
    }

    [Fact]
    public void ToSvg_KnownValues_StandWhereTheAxesSay()
    {
        SvgReading read = new(Plot([0, 10, 5]).ToSvg(new PlotSize(640, 260)));

        IReadOnlyList<(double X, double Y)> points = read.PointsOf(1);
        Assert.Equal(626, points[2].X);                                        // the last, at the right edge
        Assert.Equal((points[0].X + points[2].X) / 2, points[1].X, 0.06);      // halfway in time
        Assert.Equal(234, points[0].Y);                                        // 0 on the axis
        Assert.Equal((points[0].Y + points[1].Y) / 2, points[2].Y, 0.06);      // halfway in value
    }

    [Fact]
    public void ToSvg_ADayOfSeconds_IsThinnedAndKeepsItsSpike()
    {
        double?[] values = [.. Enumerable.Range(0, 86_400).Select(i => (double?)(i == 54_321 ? 1_000 : 10))];

        string svg = Plot(values).ToSvg(PlotSize.Wide);

        SvgReading read = new(svg);
        Assert.InRange(read.PointsOf(1).Count, 500, 1_000);
        Assert.Equal(47, read.PointsOf(1).Min(point => point.Y), 0.1); // 1,000 is the axis' top
        Assert.InRange(svg.Length, 1, 20_000);
    }

    [Fact]
    public void ToSvg_BandsCloserThanAPixel_AreOne()
    {
        TimePlot plot = Plot([1, 2]) with
        {
            EndSeconds = 86_400,
            Bands = [.. Enumerable.Range(0, 10_000).Select(i => new TimeBand("collection", i, i + 0.5)), new TimeBand("stall", 80_000, 80_000), new TimeBand("stall", 90_000, 90_001)],
        };

        SvgReading read = new(plot.ToSvg(PlotSize.Wide));

        Assert.Single(read.BandsOf(1));
        Assert.Equal(1, Assert.Single(read.BandsOf(2)).Width); // a moment is seen; one past the end is not drawn
        Assert.Equal(["value", "collection", "stall"], read.Texts.Skip(1).Take(3));
    }

    [Fact]
    public void ToSvg_BandsOfThreeNames_AreToldApart()
    {
        TimePlot three = Plot([1, 2]) with { EndSeconds = 100, Bands = [new TimeBand("draining", 90, 100), new TimeBand("collection", 10, 10), new TimeBand("alert", 40, 60)] };

        SvgReading read = new(three.ToSvg(PlotSize.Wide));

        Assert.All((int[])[1, 2, 3], style => Assert.Single(read.BandsOf(style)));
        Assert.All((int[])[2, 3], style => Assert.Contains($".hp-b{style}{{", PlotStyle.Sheet, StringComparison.Ordinal));
    }

    [Fact]
    public void ToSvg_Marks_AreLinesFromTopToBottomAndSaidInTheDescription()
    {
        SvgReading read = new((Plot([1, 2]) with { EndSeconds = 86_400, Marks = [43_200, 3_600, 90_000] }).ToSvg(PlotSize.Wide));

        Assert.Equal(2, read.Root.Elements().Count(element => element.Attribute("class")?.Value == "hp-mark")); // one past the end is not drawn
        Assert.EndsWith("Changed at 1h. Changed at 12h.", read.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void ToSvg_HostileText_StaysText()
    {
        TimePlot plot = Plot([1]) with
        {
            Title = Hostile,
            Unit = Hostile,
            Series = [new TimeSeries(Hostile, [new TimePoint(1, 1)])],
            Bands = [new TimeBand(Hostile, 0, 1)],
        };

        SvgReading read = new(plot.ToSvg(PlotSize.Wide, PlotUse.File));

        string seen = Hostile.Replace('\u0000', '\ufffd').Replace('\u001b', '\ufffd').Replace('\ud800', '\ufffd').Replace('\ufffe', '\ufffd');
        Assert.Equal($"{seen}, {seen}", read.Title);
        Assert.Contains(seen, read.Texts);
        Assert.DoesNotContain(read.Root.Descendants(), element => element.Name.LocalName == "script");
    }

    [Fact]
    public void ToSvg_ForWhoCannotSee_SaysWhatIsDrawn()
    {
        SvgReading read = new(Plot([1.5, 1_234.56, 2]).ToSvg(PlotSize.Wide));

        Assert.Equal("img", read.Root.Attribute("role")!.Value);
        Assert.Equal("Title, ms", read.Title);
        Assert.Equal("Over 2s. value: 1.5 to 1,235, at the end 2.", read.Description);
    }

    [Fact]
    public void ToSvg_AgainAndInAnotherCulture_IsTheSameText()
    {
        TimePlot plot = Plot([1.5, null, 1_234.56]);
        string before = plot.ToSvg(PlotSize.Wide);
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NumberGroupSeparator, commas.NumberFormat.NegativeSign) = (",", ".", "~");
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Equal(before, plot.ToSvg(PlotSize.Wide));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void ToSvg_ForAFile_BringsItsStyleAndGround()
    {
        string inPage = Plot([1]).ToSvg(PlotSize.Wide);
        string file = Plot([1]).ToSvg(PlotSize.Wide, PlotUse.File);

        Assert.DoesNotContain("<style>", inPage, StringComparison.Ordinal);
        Assert.Contains($"<style>{PlotStyle.Sheet}</style>", file, StringComparison.Ordinal);
        Assert.Contains("hp-ground", new SvgReading(file).Root.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToSvg_MoreLinesThanCanBeToldApart_IsRefused()
    {
        TimeSeries line = new("x", []);

        Assert.Contains("7 lines; 6", Assert.Throws<ArgumentException>(() => (Plot([]) with { Series = [.. Enumerable.Repeat(line, 7)] }).ToSvg(PlotSize.Wide)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (Plot([]) with { Bands = [new("a", 0, 1), new("b", 0, 1), new("c", 0, 1), new("d", 0, 1)] }).ToSvg(PlotSize.Wide));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlotSize(100, 260));
    }

    private static TimePlot Plot(double?[] values) => new()
    {
        Title = "Title",
        Unit = "ms",
        Series = [new TimeSeries("value", [.. values.Select((value, i) => new TimePoint(i, value))])],
    };
}
