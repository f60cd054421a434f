using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class ThinkTextTests
{
    [Fact]
    public void TryParse_EachForm_IsThatDistribution()
    {
        Assert.Equal(Distribution.Constant(0.5e9), Parse("0.5s"));
        Assert.Equal(Distribution.Constant(0), Parse("0s"));
        Assert.Equal(Distribution.Uniform(0.1e9, 0.5e9), Parse("0.1s..500ms"));
        Assert.Equal(Distribution.Exponential(1e9), Parse("exponential(1s)"));
        Assert.Equal(Distribution.Uniform(1e9, 3e9), Parse("uniform(1s, 3s)"));
        Assert.Equal(Distribution.LogNormal(2e9, 0.4), Parse("lognormal(2s, 0.4)"));
    }

    [Theory]
    [InlineData("", ThinkText.Expectation)]
    [InlineData("1", ThinkText.Expectation)]
    [InlineData("1s..", ThinkText.Expectation)]
    [InlineData("1s..2s..3s", ThinkText.Expectation)]
    [InlineData("exponential(1s, 2s)", ThinkText.Expectation)]
    [InlineData("normal(1s)", ThinkText.Expectation)]
    [InlineData("2s..1s", "the shorter end must come first")]
    [InlineData("-1s..1s", "it must not be below 0s")]
    [InlineData("-1s", "no value may be below 0")]
    [InlineData("721h", "it must be at most 720h")]
    public void TryParse_NoPause_SaysWhy(string text, string expected)
    {
        Assert.False(ThinkText.TryParse(text, out _, out string? problem));
        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("0.1us..1234567.8901s")]
    [InlineData("exponential(1.5s)")]
    public void Format_AnyPause_ReadsBackEqual(string text)
    {
        Assert.Equal(Parse(text), Parse(ThinkText.Format(Parse(text))));
    }

    private static Distribution Parse(string text)
    {
        Assert.True(ThinkText.TryParse(text, out Distribution think, out string? problem), $"{text}: {problem}");
        return think;
    }
}
