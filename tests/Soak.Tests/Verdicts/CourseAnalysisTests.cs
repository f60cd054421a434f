using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

public sealed class CourseAnalysisTests
{
    [Fact]
    public void WithTrends_EachProcess_HasTheSlopesOfItsTrends()
    {
        RunResult run = Runs.Sound with
        {
            Gateway = new GatewayFigures(new ProcessFigures { CpuPercent = 30 }),
            Watched = new Dictionary<string, WatchedFigures> { ["proxy"] = new(new ProcessFigures()) { Pid = 7 } },
        };
        Dictionary<string, TrendFigures> trends = new()
        {
            ["generator.heap"] = new() { Verdict = "flat", Unit = "MB", SlopePerHour = 0.1 },
            ["generator.rss"] = new() { Verdict = "cannotSay", Unit = "MB", SlopePerHour = 2 },
            ["gateway.rss"] = new() { Verdict = "rising", Unit = "MB", SlopePerHour = 40 },
            ["watched(proxy).rss"] = new() { Verdict = "flat", Unit = "MB", SlopePerHour = -0.5 },
        };

        RunResult judged = CourseAnalysis.WithTrends(run, trends);

        Assert.Equal((0.1, 2.0), (judged.Generator!.HeapSlopeMBPerHour, judged.Generator.RssSlopeMBPerHour));
        Assert.Equal((null, 40.0), (judged.Gateway!.HeapSlopeMBPerHour, judged.Gateway.RssSlopeMBPerHour));
        Assert.Equal((null, -0.5), (judged.Watched!["proxy"].HeapSlopeMBPerHour, judged.Watched["proxy"].RssSlopeMBPerHour));
        Assert.Equal((60, 30, 7), (judged.Generator.CpuPercent, judged.Gateway.CpuPercent, judged.Watched["proxy"].Pid));
    }

    [Fact]
    public void WithTrends_RunTooShortForThem_HasNoSlopes() => Assert.Null(CourseAnalysis.WithTrends(Runs.Sound, trends: null).Generator!.HeapSlopeMBPerHour);
}
