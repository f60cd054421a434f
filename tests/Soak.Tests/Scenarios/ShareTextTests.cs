using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class ShareTextTests
{
    [Theory]
    [InlineData("10%", 0.1)]
    [InlineData("0.3%", 0.003)]
    [InlineData("0.1", 0.1)]
    [InlineData("1", 1)]
    [InlineData("-5%", -0.05)]
    public void TryParse_Share_IsThePartOfTheWhole(string text, double share)
    {
        Assert.True(ShareText.TryParse(text, out double value, out _));
        Assert.Equal(share, value);
        Assert.True(ShareText.TryParse(ShareText.Format(value), out double again, out _));
        Assert.Equal(value, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("10 %")]
    [InlineData("10%%")]
    [InlineData("NaN")]
    [InlineData("1e400")]
    public void TryParse_NoShare_SaysWhatItMustBe(string text)
    {
        Assert.False(ShareText.TryParse(text, out _, out string? problem));
        Assert.Equal(ShareText.Expectation, problem);
    }
}
