using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Telemetry;

public sealed class GoodputJudgeTests
{
    [Theory]
    [InlineData("ttft < 500ms", 499_999_999, true)]
    [InlineData("ttft < 500ms", 500_000_000, false)]
    [InlineData("ttft <= 500ms", 500_000_000, true)]
    [InlineData("ttft <= 500ms", 500_000_001, false)]
    [InlineData("ttft < 500ms", RequestTimes.Never, false)]
    public void IsGood_AtTheLimit_IsAsWritten(string limit, long nanoseconds, bool isGood)
    {
        Assert.Equal(isGood, Judge(limit).IsGood(new RequestTimes { Ttft = nanoseconds }));
    }

    [Fact]
    public void IsGood_SeveralLimits_NeedsAll()
    {
        GoodputJudge judge = Judge("ttft < 500ms", "tpot < 50ms");

        Assert.True(judge.IsGood(new RequestTimes { Ttft = 1, Tpot = 1 }));
        Assert.False(judge.IsGood(new RequestTimes { Ttft = 1, Tpot = 60_000_000 }));
        Assert.False(judge.IsGood(new RequestTimes { Ttft = 600_000_000, Tpot = 1 }));
    }

    [Fact]
    public void IsGood_LatencyThatTheRequestCannotHave_BreaksNoLimit()
    {
        Assert.True(Judge("ttft < 500ms", "stall < 1ms", "e2e < 2s").IsGood(new RequestTimes { E2e = 1 }));
    }

    [Fact]
    public void IsGood_EachLatency_IsHeldAgainstItsOwnLimit()
    {
        RequestTimes times = new() { Ttft = 1_000, TtftService = 2_000, FirstContent = 3_000, FirstContentService = 4_000, Stall = 5_000, Tpot = 6_000, E2e = 7_000, E2eService = 8_000 };
        string[] names = ["ttft", "ttftService", "firstContent", "firstContentService", "stall", "tpot", "e2e", "e2eService"];

        for (int i = 0; i < names.Length; i++)
        {
            Assert.True(Judge($"{names[i]} <= {i + 1}us").IsGood(times), names[i]);
            Assert.False(Judge($"{names[i]} < {i + 1}us").IsGood(times), names[i]);
        }

        Assert.Equal(Enum.GetValues<RequestLatency>().Length, names.Length);
    }

    private static GoodputJudge Judge(params string[] limits) => new(
    [
        .. limits.Select(text => GoodputText.TryParse(text, out GoodputLimit? limit, out string? problem) ? limit : throw new ArgumentException($"{text}: {problem}")),
    ]);
}
