using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class TargetUrlTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1")]
    [InlineData("http://gateway/openai/v1/", "http://gateway/openai/v1")]
    [InlineData("HTTP://Gateway/V1", "http://gateway/V1")]
    [InlineData("https://gateway", "https://gateway/v1")]
    public void TryParse_Address_EndsWithItsPath(string text, string url)
    {
        Assert.True(TargetUrl.TryParse(text, out Uri? value, out _));
        Assert.Equal(url, value.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("/v1")]
    [InlineData("http://")]
    [InlineData("file:///etc")]
    [InlineData("http://user:pass@gateway/v1")]
    [InlineData("http://gateway/v1#x")]
    public void TryParse_NoAddressForUs_SaysWhy(string text)
    {
        Assert.False(TargetUrl.TryParse(text, out _, out string? problem));
        Assert.NotEmpty(problem);
    }
}
