using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class GoodputTextTests
{
    [Theory]
    [InlineData("ttft < 500ms", nameof(RequestLatency.Ttft), 500_000_000, false)]
    [InlineData(" e2eService<=1.5s ", nameof(RequestLatency.E2eService), 1_500_000_000, true)]
    [InlineData("tpot <50us", nameof(RequestLatency.Tpot), 50_000, false)]
    public void TryParse_Limit_IsInNanoseconds(string text, string latency, long nanoseconds, bool mayEqual)
    {
        Assert.True(GoodputText.TryParse(text, out GoodputLimit? limit, out _));

        Assert.Equal(new GoodputLimit(Enum.Parse<RequestLatency>(latency), nanoseconds, mayEqual), limit);
        Assert.True(GoodputText.TryParse(GoodputText.Format(limit), out GoodputLimit? again, out _));
        Assert.Equal(limit, again);
    }

    [Theory]
    [InlineData("ttft", "it must be a latency, < or <= and a duration, such as ttft < 500ms")]
    [InlineData("ttft > 5ms", "it must be a latency, < or <= and a duration, such as ttft < 500ms")]
    [InlineData("ttft.p99 < 5ms", "\"ttft.p99\" is no latency of one request; there is ttft, ttftService, firstContent, firstContentService, stall, tpot, e2e, e2eService")]
    [InlineData("tftt < 5ms", "\"tftt\" is no latency of one request; did you mean ttft?")]
    [InlineData("ttft < 5", "it must be a number with its unit, such as 500us, 500ms, 30s, 2m or 24h")]
    [InlineData("ttft < 0s", "its limit must be above 0s")]
    public void TryParse_NoLimit_SaysWhy(string text, string expected)
    {
        Assert.False(GoodputText.TryParse(text, out _, out string? problem));
        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("goodput > 95%")]
    [InlineData("group(chat).goodput > 95%")]
    [InlineData("requests.goodput > 0.95")]
    [InlineData("requests.good > 5")]
    public void ProblemOf_GoodputWithoutLimits_SaysWhatIsMissing(string threshold)
    {
        Assert.Null(GoodputRule.ProblemOf(threshold, hasLimits: true));
        Assert.StartsWith("what a good request is must be said, too", GoodputRule.ProblemOf(threshold, hasLimits: false), StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemOf_AnotherThreshold_IsNone() => Assert.Null(GoodputRule.ProblemOf("group(goodputs).rate > 5", hasLimits: false));
}
