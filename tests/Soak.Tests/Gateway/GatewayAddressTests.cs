using HotPath.Soak.Gateway;

namespace HotPath.Soak.Tests.Gateway;

public class GatewayAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0")]
    [InlineData("HTTP://localhost:80/", "http://127.0.0.1:80")]
    [InlineData("0.0.0.0:65535", "http://0.0.0.0:65535")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080")]
    [InlineData("h2c://127.0.0.1:8080", "h2c://127.0.0.1:8080")]
    [InlineData("HTTPS://localhost:8443/", "https://127.0.0.1:8443")]
    [InlineData("https://[::]:0", "https://[::]:0")]
    public void TryParse_HostAndPort_IsAnAddress(string text, string expected)
    {
        Assert.True(GatewayAddress.TryParse(text, out GatewayAddress? address, out string? problem));

        Assert.Equal(expected, address.ToString());
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1:21", "scheme 'ftp'")]
    [InlineData("h2://127.0.0.1:8443", "scheme 'h2'")]
    [InlineData("://127.0.0.1:8443", "scheme ''")]
    [InlineData("1://127.0.0.1:8443", "scheme '1'")] // no number of a scheme either
    [InlineData("https://127.0.0.1", "no port")]
    [InlineData("https://", "no port")]
    [InlineData("h2c://gateway:80", "host 'gateway'")]
    [InlineData("http://https://127.0.0.1:80", "host 'https://127.0.0.1'")]
    [InlineData("127.0.0.1", "no port")]
    [InlineData("127.0.0.1:", "no port")]
    [InlineData("127.0.0.1:65536", "no port")]
    [InlineData("127.0.0.1:-1", "no port")]
    [InlineData("http://127.0.0.1:80/v1", "no port")]
    [InlineData("::1:8080", "host '::1'")]
    [InlineData("gateway.example.com:80", "host 'gateway.example.com'")]
    [InlineData(":8080", "host ''")]
    [InlineData("", "no port")]
    public void TryParse_AnythingElse_SaysWhatWasFound(string text, string found)
    {
        Assert.False(GatewayAddress.TryParse(text, out GatewayAddress? address, out string? problem));

        Assert.Null(address);
        Assert.Contains(found, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:0", "http://127.0.0.1:41234")]
    [InlineData("h2c://[::1]:0", "h2c://[::1]:41234")]
    [InlineData("https://127.0.0.1:0", "https://localhost:41234")]
    [InlineData("h3://127.0.0.1:0", "h3://localhost:41234")]
    [InlineData("https://[::1]:0", "https://localhost:41234")]
    [InlineData("https://0.0.0.0:0", "https://0.0.0.0:41234")]
    public void ToClient_BoundPort_IsWhatAClientConnectsTo(string text, string expected)
    {
        Assert.True(GatewayAddress.TryParse(text, out GatewayAddress? address, out _));

        Assert.Equal(expected, address.ToClient(41_234));
    }
}
