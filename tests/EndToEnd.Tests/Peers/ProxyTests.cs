using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>What every proxy here must do, whichever it is.</summary>
public abstract class ProxyTests
{
    protected static CancellationToken NotCancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task StartAsync_Request_GoesThroughToTheUpstream(int workers)
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync($"upstream saw {http.Request.Path}"), NotCancelled);
        await using ProxyProcess proxy = await StartAsync(new ProxyOptions { UpstreamPort = upstream.Port, Workers = workers });
        using HttpClient client = new();

        string answer = await client.GetStringAsync(new Uri(proxy.Address, "v1/models"), NotCancelled);

        Assert.NotEqual(upstream.Port, proxy.Port);
        Assert.Equal("upstream saw /v1/models", answer);
    }

    [Fact]
    public async Task StartAsync_SecondRequest_ReusesTheConnectionToTheUpstream()
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync(http.Connection.Id), NotCancelled);
        await using ProxyProcess proxy = await StartAsync(new ProxyOptions { UpstreamPort = upstream.Port });
        using HttpClient client = new();

        string first = await client.GetStringAsync(proxy.Address, NotCancelled);
        string second = await client.GetStringAsync(proxy.Address, NotCancelled);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task StartAsync_StreamedAnswer_PassesBeforeItsEnd()
    {
        TaskCompletionSource firstWasRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(
            async http =>
            {
                await http.Response.WriteAsync("first", http.RequestAborted);
                await firstWasRead.Task.WaitAsync(http.RequestAborted);
                await http.Response.WriteAsync("second", http.RequestAborted);
            },
            NotCancelled);
        await using ProxyProcess proxy = await StartAsync(new ProxyOptions { UpstreamPort = upstream.Port });
        using HttpClient client = new();

        await using Stream body = await client.GetStreamAsync(proxy.Address, NotCancelled);
        byte[] first = new byte["first".Length];
        await body.ReadExactlyAsync(first, NotCancelled);
        firstWasRead.SetResult();
        using StreamReader rest = new(body);

        Assert.Equal("first", Encoding.ASCII.GetString(first));
        Assert.Equal("second", await rest.ReadToEndAsync(NotCancelled));
    }

    [Theory]
    [InlineData(true, false, "1.1")]
    [InlineData(true, true, "1.1")] // the client offers HTTP/1.1 alone
    [InlineData(true, true, "2.0")]
    [InlineData(false, true, "2.0")]
    public async Task StartAsync_Listener_ServesTheClientsVersion(bool overTls, bool http2, string version)
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync($"{http.Request.Scheme} {http.Request.Protocol}"), NotCancelled);
        using ProxyCertificate? certificate = overTls ? new ProxyCertificate() : null;
        await using ProxyProcess proxy = await StartAsync(new ProxyOptions { UpstreamPort = upstream.Port, Certificate = certificate, Http2 = http2 });
        using HttpClient client = NewClient(certificate, version);

        using HttpResponseMessage response = await client.GetAsync(proxy.Address, NotCancelled);

        Assert.Equal(overTls ? "https" : "http", proxy.Address.Scheme);
        Assert.Equal(version, response.Version.ToString());
        Assert.Equal("http HTTP/1.1", await response.Content.ReadAsStringAsync(NotCancelled));
    }

    [Fact]
    public async Task StartAsync_ListenerWithoutHttp2_RefusesAClientThatSpeaksNothingElse()
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync("here"), NotCancelled);
        using ProxyCertificate certificate = new();
        await using ProxyProcess proxy = await StartAsync(new ProxyOptions { UpstreamPort = upstream.Port, Certificate = certificate });
        using HttpClient client = NewClient(certificate, "2.0");

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(proxy.Address, NotCancelled));
    }

    [Fact]
    public async Task StartAsync_CertificateOfAnotherTest_IsNotTrusted()
    {
        using ProxyCertificate own = new();
        using ProxyCertificate other = new();
        await using ProxyProcess proxy = await StartAsync(new ProxyOptions { UpstreamPort = 9, Certificate = own });
        using HttpClient client = NewClient(other, "1.1");

        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(proxy.Address, NotCancelled));

        Assert.IsType<AuthenticationException>(refused.InnerException);
    }

    [Fact]
    public async Task StartAsync_PortTakenByAnother_TakesTheNext()
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync("here"), NotCancelled);
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int taken = ((IPEndPoint)other.LocalEndpoint).Port;
        Queue<int> ports = new([taken, FreePort.Next()]);
        using HttpClient client = new();

        await using ProxyProcess proxy = await StartAsync(new ProxyOptions { UpstreamPort = upstream.Port }, ports.Dequeue);

        Assert.NotEqual(taken, proxy.Port);
        Assert.Equal("here", await client.GetStringAsync(proxy.Address, NotCancelled));
    }

    [Fact]
    public async Task DisposeAsync_Running_LeavesNeitherProcessNorFiles()
    {
        ProxyProcess proxy = await StartAsync(new ProxyOptions { UpstreamPort = 9 });
        Assert.NotEmpty(Directory.GetFiles(proxy.Folder));

        await proxy.DisposeAsync();

        Assert.False(Directory.Exists(proxy.Folder));
        using TcpClient client = new();
        await Assert.ThrowsAnyAsync<SocketException>(async () => await client.ConnectAsync(IPAddress.Loopback, proxy.Port, NotCancelled));
    }

    private protected abstract Task<ProxyProcess> StartAsync(ProxyOptions options, Func<int> choosePort);

    private protected static HttpClient NewClient(ProxyCertificate? certificate, string version)
    {
        SocketsHttpHandler handler = new() { SslOptions = { CertificateChainPolicy = certificate?.TrustOnlyThis() } };
        return new HttpClient(handler) { DefaultRequestVersion = new Version(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    private Task<ProxyProcess> StartAsync(ProxyOptions options) => StartAsync(options, FreePort.Next);
}
