using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;
using HotPath.Soak.Verdicts.Alerts;

namespace HotPath.Soak.Tests.Verdicts.Alerts;

public sealed class AlertBoardTests
{
    private static readonly AlertSettings Settings = new() { For = TimeSpan.FromSeconds(2) };

    private static readonly Threshold[] Limits =
        [.. ((string[])["ttft.p99 < 0.8s", "requests.finished > 100", "group(chat).errors.rate < 1%"]).Select(text => ThresholdParser.Parse(text, ["chat"]).Threshold!)];

    [Fact]
    public void Judge_LimitBrokenForLongEnough_IsOneEventInTheLimitsUnit()
    {
        AlertBoard board = new(Limits, Settings);

        IReadOnlyList<RunEvent> first = Judge(board, second: 4, ttftMs: 912.4);
        IReadOnlyList<RunEvent> second = Judge(board, second: 5, ttftMs: 912.4);
        IReadOnlyList<RunEvent> third = Judge(board, second: 6, ttftMs: 912.4);

        Assert.Empty(first);
        Assert.Empty(third);
        RunEvent fired = Assert.Single(second);
        Assert.Equal(("alertFiring", "ttft.p99 < 0.8s", 0.9124, 0.8, 6, 30),
            (fired.Kind, fired.Expression, Math.Round(fired.Actual!.Value, 6), fired.Limit, fired.ElapsedSeconds, fired.WindowSeconds));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(6), fired.At);
        Assert.Equal("ALERT: ttft.p99 < 0.8s; measured 0.912s over the last 30 s", fired.Text);
    }

    [Fact]
    public void Figures_AfterAnAlertThatIsOver_SayHowOftenAndHowLong()
    {
        AlertBoard board = new(Limits, Settings);
        for (int second = 0; second < 5; second++) Judge(board, second, ttftMs: 900);
        List<RunEvent> after = [.. Enumerable.Range(5, 5).SelectMany(second => Judge(board, second, ttftMs: 10))];

        AlertFigures figures = board.Figures();

        Assert.Equal(("alertResolved", 7), (Assert.Single(after).Kind, after[0].ElapsedSeconds));
        Assert.Equal((1, 0, 60, 2), (figures.Fired, figures.Firing, figures.WindowSeconds, figures.ForSeconds));
        Assert.Equal(
            [("ttft.p99 < 0.8s", 1, 5, false), ("group(chat).errors.rate < 1%", 0, 0, false)],
            figures.Limits.Select(limit => (limit.Expression, limit.Fired, limit.FiringSeconds, limit.IsFiring)));
        Assert.Equal(["requests.finished > 100"], figures.AtTheEndOnly);
        Assert.Equal([(null, "ttft"), ("chat", null)], board.Looks);
    }

    private static IReadOnlyList<RunEvent> Judge(AlertBoard board, int second, double ttftMs) => board.Judge(
        Runs.Sound with
        {
            DurationSeconds = 30,
            Latency = new LatencyFigures { Ttft = new LatencySummary { Count = 1, P99 = ttftMs } },
            Groups = new Dictionary<string, GroupFigures> { ["chat"] = new GroupFigures() },
        },
        new IntervalResult { StartSeconds = second, LengthSeconds = 1 },
        DateTimeOffset.UnixEpoch.AddSeconds(second + 1));
}
