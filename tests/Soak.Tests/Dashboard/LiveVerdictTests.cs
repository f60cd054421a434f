using HotPath.Analysis.Results;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Tests.Reports;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Dashboard;

public class LiveVerdictTests
{
    [Fact]
    public void Of_AllKeptSoFar_Passes()
    {
        LiveVerdict verdict = LiveVerdict.Of(Feeds.Measuring);

        Assert.Equal(("pass", "PASSING SO FAR", "All 2 limits are kept."), (verdict.Tone, verdict.Title, verdict.Summary));
        Assert.Equal([new("ttft.p99 < 800ms", 211.4, true), new("corrupt == 0", 0, true)], verdict.Limits);
        Assert.Empty(verdict.Reasons);
    }

    [Fact]
    public void Of_OneNotKeptSoFar_FailsWithoutSayingItTwice()
    {
        LiveVerdict verdict = LiveVerdict.Of(Feeds.Measuring with { Thresholds = Feeds.Limits("ttft.p99 < 100ms", "corrupt == 0") });

        Assert.Equal(("fail", "FAILING SO FAR", "1 of 2 limits is not kept."), (verdict.Tone, verdict.Title, verdict.Summary));
        Assert.Equal([false, true], verdict.Limits.Select(limit => limit.IsKept));
        Assert.Empty(verdict.Reasons);
    }

    [Fact]
    public void Of_NothingMeasuredForALimitYet_IsNoFailure()
    {
        LiveVerdict verdict = LiveVerdict.Of(Feeds.Measuring with { Thresholds = Feeds.Limits("tlsFull.p99 < 20ms", "corrupt == 0") });

        Assert.Equal(("pass", "1 of 2 limits are kept, the others not measured yet."), (verdict.Tone, verdict.Summary));
        Assert.Equal([null, true], verdict.Limits.Select(limit => limit.IsKept));
    }

    [Fact]
    public void Of_CorruptContent_FailsWithTheReason()
    {
        LiveVerdict verdict = LiveVerdict.Of(Feeds.Measuring with { Run = Feeds.SoFar with { Integrity = new IntegrityFigures { Lost = 3 } } });

        Assert.Equal("fail", verdict.Tone);
        Assert.Contains("3 words lost", Assert.Single(verdict.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_GeneratorOutOfSockets_IsVoidWithTheReason()
    {
        LiveVerdict verdict = LiveVerdict.Of(Feeds.Measuring with { Troubles = new GeneratorTroubles { OutOfSockets = 2 } });

        Assert.Equal(("void", "VOID SO FAR"), (verdict.Tone, verdict.Title));
        Assert.Contains("out of sockets", Assert.Single(verdict.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Ended_IsTheRunsOwnVerdict()
    {
        LiveVerdict verdict = LiveVerdict.Of(Feeds.Ended with { Run = SampleRuns.Failed });

        Assert.Equal(("fail", "FAIL"), (verdict.Tone, verdict.Title));
        Assert.StartsWith("3 of 4 limits are not kept.", verdict.Summary, StringComparison.Ordinal);
        Assert.Contains("Stopped by hand", verdict.Summary, StringComparison.Ordinal);
        Assert.Equal(SampleRuns.Failed.Reasons, verdict.Reasons);
        Assert.Equal(SampleRuns.Failed.Thresholds.Select(limit => limit.Passed), verdict.Limits.Select(limit => limit.IsKept!.Value));
    }

    public static TheoryData<string, int, bool, string> Early => new()
    {
        { "none", (int)RunStage.None, false, "NO RUN YET" },
        { "gone", (int)RunStage.None, true, "NO RUN" },
        { "starting", (int)RunStage.Starting, false, "STARTING" },
        { "warm-up", (int)RunStage.WarmingUp, false, "WARMING UP" },
        { "ended before", (int)RunStage.Ended, false, "NO VERDICT" },
    };

    [Theory]
    [MemberData(nameof(Early))]
    public void Of_NoFiguresYet_ClaimsNothing(string name, int stage, bool isLast, string title)
    {
        FeedSnapshot feed = Feeds.Measuring with { Stage = (RunStage)stage, Run = null, IsLast = isLast };

        LiveVerdict verdict = LiveVerdict.Of(feed);

        Assert.True(verdict.Title == title, $"{name}: {verdict.Title}");
        Assert.Equal("none", verdict.Tone);
        Assert.All(verdict.Limits, limit => Assert.Null(limit.IsKept));
    }

    [Fact]
    public void Of_NothingFinishedYet_ClaimsNothing()
    {
        LiveVerdict verdict = LiveVerdict.Of(Feeds.Measuring with { Run = Feeds.SoFar with { Requests = new RequestFigures { Scheduled = 50 } } });

        Assert.Equal(("none", "NO ANSWER YET"), (verdict.Tone, verdict.Title));
    }
}
