using System.Text.RegularExpressions;
using System.Xml.Linq;
using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Reports;
using HotPath.Soak.Reports.Html;

namespace HotPath.Soak.Tests.Reports;

public partial class HtmlReportTests
{
    private static readonly string[] Sections =
    [
        "Thresholds", "Latency", "Over time", "By percentile", "Generator and gateway", "Requests", "Outcomes", "Statuses",
        "Streams", "Integrity", "Connections", "Connections closed", "Sockets", "TLS", "Gateway's pacing", "Groups",
        "Groups, connections and handshakes", "Groups, to the end of the answer", "Cost", "Environment", "Remarks",
    ];

    public static TheoryData<string> Kinds => [.. Runs.Keys];

    private static Dictionary<string, RunResult> Runs { get; } = new()
    {
        ["passed"] = SampleRuns.Passed,
        ["failed"] = SampleRuns.Failed,
        ["void"] = SampleRuns.Void,
        ["empty"] = SampleRuns.Empty,
        ["hostile"] = SampleRuns.Hostile,
        ["inspected"] = InspectedRun.Passed,
        ["merged"] = SampleRuns.Merged,
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Text_AnyRun_IsWellFormedAndLoadsAndRunsNothing(string kind)
    {
        foreach (int intervals in (int[])[0, 1, 30])
        {
            string text = HtmlReport.Text(new RecordedRun(Runs[kind], SampleRuns.Intervals(intervals), [SampleRuns.HostileName]), Latencies(intervals));

            XElement page = XDocument.Parse(text).Root!;
            string[] names = [.. page.DescendantsAndSelf().Select(element => element.Name.LocalName).Distinct()];
            string[] attributes = [.. page.DescendantsAndSelf().Attributes().Select(attribute => attribute.Name.LocalName).Distinct()];
            Assert.Empty(names.Intersect(["script", "link", "img", "iframe", "object", "image", "use", "foreignObject"]));
            Assert.Empty(attributes.Intersect(["src", "href", "srcset", "action", "style"]));
            Assert.DoesNotContain(attributes, name => name.StartsWith("on", StringComparison.Ordinal));
            Assert.DoesNotMatch(OutsideStyle(), page.Descendants("style").Single().Value);
        }
    }

    [Fact]
    public void Text_FilledRun_HasEverySectionInOrderOfWeight() => Assert.Equal(
        Sections, Page(SampleRuns.Passed, 30, remarks: "one").Descendants("h2").Select(heading => heading.Value));

    [Fact]
    public void Text_RunOfSeveralWorkers_SaysWhatEachDid()
    {
        XElement page = Page(SampleRuns.Merged, 3);

        Assert.Contains("Workers", page.Descendants("h2").Select(heading => heading.Value));
        Assert.Equal(2, page.Descendants("tr").Count(row => row.Value.StartsWith("runner-", StringComparison.Ordinal)));
        Assert.Contains("runner-b_5f0c3a9e4d2b4c6f8a7d1e0b9c8d7e6f: intervals.ndjson ends in mid-line: the last interval is left out", page.Descendants("li").Select(item => item.Value));
    }

    [Theory]
    [InlineData("passed", "PASS", "verdict pass")]
    [InlineData("failed", "FAIL", "verdict fail")]
    [InlineData("void", "VOID", "verdict void")]
    [InlineData("empty", "NO VERDICT", "verdict none")]
    public void Text_Verdict_ComesFirstWithItsReasons(string kind, string badge, string cssClass)
    {
        RunResult run = Runs[kind];

        XElement header = Page(run, 3).Descendants("header").Single();

        Assert.Equal(cssClass, header.Attribute("class")!.Value);
        Assert.Equal([badge, run.Scenario], header.Element("h1")!.Elements().Select(element => element.Value));
        Assert.Equal(VerdictText.Cautions(run), header.Elements("p").Where(p => p.Attribute("class")?.Value == "caution").Select(p => p.Value));
        Assert.Equal(run.Reasons, header.Descendants("li").Select(reason => reason.Value));
    }

    [Fact]
    public void Text_LatencyTable_HasEveryNumberOfTheRun()
    {
        LatencyFigures latency = SampleRuns.Passed.Latency;

        string[][] rows = [.. Table(Page(SampleRuns.Passed, 3), "Latency in milliseconds").Select(row => row.Elements().Select(cell => cell.Value).ToArray())];

        LatencySummary?[] all =
        [
            latency.Ttft, latency.TtftService, latency.Gap, latency.Itl, latency.Stall, latency.Tpot, latency.Headers,
            latency.HeadersService, latency.E2e, latency.E2eService, latency.ScheduleLag, latency.Connect,
        ];
        Assert.Equal(
            all.Select(s => new[] { s!.Min, s.Mean, s.P10, s.P25, s.P50, s.P75, s.P90, s.P95, s.P99, s.P999, s.P9999, s.Max }.Select(Figure.Number).Prepend(Figure.Count(s.Count))),
            rows.Select(row => row.Skip(1)));
        Assert.Equal(["ttft", "ttftService", "gap"], rows.Take(3).Select(row => row[0]));
    }

    [Fact]
    public void Text_Thresholds_StandBesideWhatWasMeasured()
    {
        XElement table = Page(SampleRuns.Failed, 3).Descendants("table").Single(table => table.Attribute("class")?.Value == "thresholds");

        Assert.Equal(
            ["FAILED|ttft.p99 < 800ms|1320.5 ms", "FAILED|tlsFull.p99 < 20ms|nothing", "ok|truncated == 0|0", "FAILED|corrupt == 0|3"],
            table.Descendants("tr").Skip(1).Select(row => string.Join('|', row.Elements().Select(cell => cell.Value.Trim()))));
    }

    [Fact]
    public void Text_EveryPlot_ComesInTwoWidthsWithItsDataBehindIt()
    {
        XElement[] figures = [.. Page(SampleRuns.Passed, 30).Descendants("figure")];

        Assert.Equal(13, figures.Length);
        Assert.All(figures, figure =>
        {
            Assert.Equal(["wide", "narrow"], figure.Elements("div").Select(div => div.Attribute("class")!.Value));
            Assert.Equal(2, figure.Descendants().Count(element => element.Name.LocalName == "svg"));
            Assert.NotEmpty(figure.Element("details")!.Descendants("td"));
        });
    }

    [Fact]
    public void Text_HostileText_IsOnlyEverText()
    {
        string shown = Printable.Of(SampleRuns.HostileName);

        XElement page = Page(SampleRuns.Hostile, 3, SampleRuns.HostileName);

        Assert.Equal($"{shown.ToUpperInvariant()}: {shown}", page.Descendants("title").First().Value);
        Assert.Contains("<b>", shown, StringComparison.Ordinal);
        Assert.Contains(shown, page.Descendants("pre").Select(command => command.Value));
        Assert.Contains(shown, page.Descendants("li").Select(item => item.Value));
        Assert.Equal("verdict none", page.Descendants("header").Single().Attribute("class")!.Value);
        Assert.Empty(page.Descendants("b")); // which the name spells
        Assert.DoesNotContain(page.ToString(), c => (char.IsControl(c) && c is not ('\n' or '\r')) || c is '\u202e' or '\u2028');
    }

    [Fact]
    public void Text_EmptyRun_SaysWhatIsMissing()
    {
        XElement page = Page(SampleRuns.Empty, 0, histograms: RecordedLatencies.None);

        string text = page.Value;
        Assert.Contains("not complete", text, StringComparison.Ordinal);
        Assert.Contains("intervals.ndjson holds no interval", text, StringComparison.Ordinal);
        Assert.Contains("latency.hlog holds no values", text, StringComparison.Ordinal);
        Assert.Empty(page.Descendants("figure"));
    }

    [Fact]
    public void Text_IntervalsWithoutFigures_SayThatNothingWasMeasured()
    {
        IntervalResult[] intervals = [.. Enumerable.Range(0, 3).Select(i => new IntervalResult { StartSeconds = i, LengthSeconds = 1 })];

        XElement page = XDocument.Parse(HtmlReport.Text(new RecordedRun(SampleRuns.Empty, intervals, []), RecordedLatencies.None)).Root!;

        Assert.Contains("nothing was measured", page.Value, StringComparison.Ordinal);
        Assert.Equal(11, page.Descendants("figure").Count());
    }

    [Fact]
    public void Text_ADayOfSeconds_StaysSmallAndKeepsEachHighest()
    {
        const int SecondsOfADay = 86_400;
        IntervalResult[] intervals = [.. SampleRuns.Intervals(SecondsOfADay)];
        LatencySummary stalled = new() { Count = 1, P50 = 44_444, P99 = 55_555 };
        intervals[12_345] = intervals[12_345] with { Latency = new LatencyFigures { Ttft = stalled } };

        string text = HtmlReport.Text(new RecordedRun(SampleRuns.Passed with { DurationSeconds = SecondsOfADay }, intervals, []), Latencies(1_000));

        XElement page = XDocument.Parse(text).Root!;
        XElement[] rows = Table(page, "Time to first token");
        Assert.InRange(text.Length, 1, 1_500_000);
        Assert.InRange(rows.Length, 60, 62);
        Assert.Contains(rows, row => row.Value.Contains("44444", StringComparison.Ordinal));
        Assert.Equal([Figure.Seconds(0), Figure.Seconds(SecondsOfADay - 1)], new[] { rows[0], rows[^1] }.Select(row => row.Elements().First().Value));
        Assert.Contains("of 86,400 intervals, evenly spread", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_Again_IsTheSame()
    {
        RecordedRun run = new(SampleRuns.Passed, SampleRuns.Intervals(30), []);

        Assert.Equal(HtmlReport.Text(run, Latencies(30)), HtmlReport.Text(run, Latencies(30)));
    }

    [GeneratedRegex("url\\(|@import|https?:|expression\\(")]
    private static partial Regex OutsideStyle();

    private static XElement Page(RunResult run, int intervals, string? remarks = null, RecordedLatencies? histograms = null) => XDocument.Parse(HtmlReport.Text(
        new RecordedRun(run, SampleRuns.Intervals(intervals), remarks is null ? [] : [remarks]), histograms ?? Latencies(50))).Root!;

    private static XElement[] Table(XElement page, string name) =>
        [.. page.Descendants("div").First(div => div.Attribute("aria-label")?.Value == name).Descendants("tr").Skip(1)];

    private static RecordedLatencies Latencies(int count)
    {
        HistogramSnapshot fromDue = new();
        HistogramSnapshot fromSent = new();
        for (int i = 1; i <= count; i++)
        {
            fromDue.Record(i * i * 1_000_000L);
            fromSent.Record(i * 1_000_000L);
        }

        return new RecordedLatencies(
            new Dictionary<string, HistogramSnapshot> { ["ttft"] = fromDue, ["ttftService"] = fromSent, ["e2e"] = fromDue }, []);
    }
}
