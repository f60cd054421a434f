using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class TrendLimitTextTests
{
    [Theory]
    [InlineData("gateway.heap", "1.5MB/h", 1.5, false)]
    [InlineData("generator.threads", "24/d", 1.0, false)]
    [InlineData("ttft.p99", "7%/h", 0.07, true)]
    [InlineData("ttft.p50", "3ms/h", 3.0, false)]
    [InlineData("watched(nginx).rss", "off", null, false)]
    public void TryParse_Budget_IsItsValueAnHourAndReadsBack(string name, string text, double? perHour, bool isShare)
    {
        TrendKind kind = TrendNames.KindOf(name)!.Value;

        Assert.True(TrendLimitText.TryParse(text, kind, out TrendLimit limit, out _));
        Assert.Equal(new TrendLimit(perHour, isShare), limit);
        Assert.True(TrendLimitText.TryParse(TrendLimitText.Format(limit, kind), kind, out TrendLimit again, out _));
        Assert.Equal(limit, again);
    }

    [Theory]
    [InlineData("gateway.heap", "1/h")]
    [InlineData("rate", "1MB/h")]
    [InlineData("rate", "0%/h")]
    [InlineData("rate", "-1%/h")]
    [InlineData("rate", "5%")]
    public void TryParse_NoBudgetOfTheSeries_IsRefused(string name, string text) =>
        Assert.False(TrendLimitText.TryParse(text, TrendNames.KindOf(name)!.Value, out _, out _));

    [Theory]
    [InlineData("gateway")]
    [InlineData("watched(nginx).p50")]
    [InlineData("watched().rss")]
    public void KindOf_NoSeries_IsNull(string name) => Assert.Null(TrendNames.KindOf(name));
}
