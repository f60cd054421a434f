using HotPath.Analysis.Results;
using HotPath.Soak.Reports;
using HotPath.Soak.Reports.Html;

namespace HotPath.Soak.Tests.Reports;

public sealed class AlertReportTests
{
    private static readonly RecordedRun Alerted = new(
        SampleRuns.Passed with
        {
            Alerts = new AlertFigures
            {
                WindowSeconds = 60,
                ForSeconds = 10,
                Fired = 3,
                Firing = 1,
                Limits =
                [
                    new AlertedLimit { Expression = "ttft.p99 < 800ms", Fired = 3, FiringSeconds = 95, IsFiring = true }, new AlertedLimit { Expression = "a|b < 1" },
                ],
                AtTheEndOnly = ["requests.finished > 1000"],
                Webhook = new OutputFigures { Sent = 4, Failed = 1, Dropped = 2, Problem = "503 starting" },
            },
            Influx = new OutputFigures { Sent = 30 },
        },
        SampleRuns.Intervals(30),
        [])
    {
        Events = [Event(RunEventKind.AlertFiring, 5), Event(RunEventKind.AlertResolved, 9), Event(RunEventKind.AlertFiring, 20)],
    };

    [Fact]
    public void Markdown_AlertedRun_SaysWhatFiredAndWhen()
    {
        string text = MarkdownReport.Text(Alerted);

        Assert.Contains(
            """
            ## Alerts and events

            While the run went on each limit was judged on its last 1 min; it fired when it was broken for 10 s, and was over when it was kept for as long. Judged at the end only: requests.finished \> 1000.

            | limit | fired | in all | at the end |
            | --- | --: | --: | --- |
            | `ttft.p99 < 800ms` | 3 | 1 min 35 s | FIRING |
            | `a\|b < 1` | 0 | 0 s | ok |

            - 5 s: alertFiring \<b\>
            - 9 s: alertResolved \<b\>
            - 20 s: alertFiring \<b\>
            """.ReplaceLineEndings("\n"),
            text,
            StringComparison.Ordinal);
        Assert.Contains("- Alerts told to the webhook: 4 sent, 1 FAILED, 2 dropped, too many were waiting, the last: 503 starting\n", text, StringComparison.Ordinal);
        Assert.Contains("- Intervals written to InfluxDB: 30 sent\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_AlertedRun_MarksTheTimesInEachPlotOfTheCourse()
    {
        string page = HtmlReport.Text(Alerted, RecordedLatencies.None);
        string without = HtmlReport.Text(Alerted with { Events = [] }, RecordedLatencies.None);

        Assert.Contains("<h2>Alerts and events</h2>", page, StringComparison.Ordinal);
        Assert.Contains("alertFiring &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.True(CountOf(page, ">alert<") >= IntervalPlots.Course.Count, $"{CountOf(page, ">alert<")} plots have the mark");
        Assert.Equal(0, CountOf(without, ">alert<"));
    }

    /// <summary>All that a plot of memory can mark: the drain, the collections, the alerts.</summary>
    [Fact]
    public void Html_AlertedRunWithCollectionsAndADrain_IsWritten()
    {
        IntervalResult last = SampleRuns.Interval(30);
        RecordedRun marked = Alerted with
        {
            Run = Alerted.Run with { Complete = true, DurationSeconds = 30 },
            Intervals = [.. SampleRuns.Intervals(30), last with { Generator = last.Generator! with { HeapMB = 30, HeapAfterFullMB = 20 } }],
        };

        string page = HtmlReport.Text(marked, RecordedLatencies.None);

        Assert.Contains("hp-b3", page, StringComparison.Ordinal);
        Assert.True(CountOf(page, ">alert<") >= IntervalPlots.Course.Count);
    }

    [Fact]
    public void Firing_Events_AreTheStretchesInWhichALimitFired() => Assert.Equal([(5, 9), (20, 30)], AlertFacts.Firing(Alerted.Events, end: 30));

    [Fact]
    public void Events_MoreThanAReportShows_AreCounted()
    {
        IReadOnlyList<string> lines = AlertFacts.Events([.. Enumerable.Range(0, 53).Select(second => Event("other", second))]);

        Assert.Equal(51, lines.Count);
        Assert.Equal("and 3 more in events.ndjson", lines[^1]);
    }

    [Fact]
    public void Console_AlertedRun_SaysItInTheSummary()
    {
        ConsoleCapture capture = ConsoleCapture.Plain();

        ConsoleReport.Write(capture.Console, Alerted.Run, "results/x");

        Assert.Contains("alerts       3 fired, 1 still at the end,", capture.Text, StringComparison.Ordinal);
        Assert.Contains("webhook      4 sent, 1 FAILED, 2 dropped", capture.Text, StringComparison.Ordinal);
        Assert.Contains("influx       30 sent", capture.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Progress_Event_IsOneLineThatStays(bool isTerminal)
    {
        ConsoleCapture capture = isTerminal ? ConsoleCapture.Terminal(noColor: true) : ConsoleCapture.Plain();
        using (IRunProgress progress = RunProgress.For(capture.Console, isTerminal))
        {
            progress.Started(new RunIntroduction("a", "b", "c", "d", TimeSpan.Zero, TimeSpan.FromSeconds(9), "e"));
            progress.Interval(SampleRuns.Interval(0));
            progress.Happened(Event(RunEventKind.AlertFiring, 75) with { Text = "ALERT \u001b[31m" });
            progress.Interval(SampleRuns.Interval(1));
        }

        Assert.Equal(1, CountOf(capture.Text, "1 min 15 s  ALERT \\u001b[31m"));
    }

    private static int CountOf(string text, string part) => text.Split(part).Length - 1;

    private static RunEvent Event(string kind, int second) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        ElapsedSeconds = second,
        Kind = kind,
        Text = $"{kind} <b>",
        Expression = "ttft.p99 < 800ms",
        Actual = 900,
        Limit = 800,
        WindowSeconds = 60,
    };
}
