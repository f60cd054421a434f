using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class RateTextTests
{
    [Theory]
    [InlineData("200/s", 200)]
    [InlineData("200", 200)]
    [InlineData("0.5/s", 0.5)]
    [InlineData("60/min", 1)]
    [InlineData("3600/h", 1)]
    [InlineData("20/min", 1.0 / 3)]
    public void TryParse_Rate_IsASecond(string text, double perSecond)
    {
        Assert.True(RateText.TryParse(text, out double value, out _));
        Assert.Equal(perSecond, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/s")]
    [InlineData("200/")]
    [InlineData("200 /s")]
    [InlineData("200/m")]
    [InlineData("200/S")]
    [InlineData("NaN/s")]
    [InlineData("Infinity")]
    [InlineData("1e400/s")]
    [InlineData("200/s\n")]
    public void TryParse_NoRate_SaysWhatItMustBe(string text)
    {
        Assert.False(RateText.TryParse(text, out _, out string? problem));
        Assert.StartsWith("it must be ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1.0 / 3)]
    [InlineData(1e-9)]
    [InlineData(1e7)]
    public void Format_Rate_ReadsBackEqual(double perSecond)
    {
        Assert.True(RateText.TryParse(RateText.Format(perSecond), out double value, out _));
        Assert.Equal(perSecond, value);
    }
}
