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
    [InlineData("https://gateway/models", "https://gateway/models")] // where some have their API
    [InlineData("https://gateway/completions/v1", "https://gateway/completions/v1")]
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

    [Theory]
    [InlineData("h2c://127.0.0.1:28091/v1", "there are http:// and https://; HTTP/2 in the clear is http2 as the scenario's target.transport, with the address http://127.0.0.1:28091/v1")]
    [InlineData("h3://localhost:28091", "there are http:// and https://; HTTP/3 is http3 as the scenario's target.transport, with the address https://localhost:28091/v1")]
    [InlineData("h2c://gateway", "there are http:// and https://; HTTP/2 in the clear is http2 as the scenario's target.transport, with the address http://gateway/v1")]
    [InlineData("ws://gateway/v1", "there are http:// and https://, and ws:// is neither")]
    [InlineData("localhost:8080", TargetUrl.Expectation)]
    public void TryParse_AnotherScheme_NamesThoseThereAre(string text, string expected)
    {
        Assert.False(TargetUrl.TryParse(text, out _, out string? problem));
        Assert.Equal(expected, problem);
    }

    /// <summary>With one of these as the address every request would go to a path that is not there, and the whole run be 404s.</summary>
    [Theory]
    [InlineData("http://gateway/v1/chat/completions", "/chat/completions", "http://gateway/v1")]
    [InlineData("http://gateway/v1/chat/completions/", "/chat/completions", "http://gateway/v1")]
    [InlineData("https://gateway/openai/v1/completions", "/completions", "https://gateway/openai/v1")]
    [InlineData("http://gateway:8080/embeddings", "/embeddings", "http://gateway:8080/v1")]
    [InlineData("http://gateway/v1/Responses", "/responses", "http://gateway/v1")]
    [InlineData("http://gateway/v1/messages", "/messages", "http://gateway/v1")]
    [InlineData("http://gateway/v1/models", "/models", "http://gateway/v1")]
    [InlineData("http://gateway/v1beta/models", "/models", "http://gateway/v1beta")]
    public void TryParse_AddressOfAnEndpoint_SaysWhereTheApiBegins(string text, string endpoint, string api)
    {
        Assert.False(TargetUrl.TryParse(text, out _, out string? problem));
        Assert.Equal($"it ends in {endpoint}, which requests put behind it by themselves; give the address up to there: {api}", problem);
    }
}
