using Microsoft.AspNetCore.Http;

namespace HotPath.EndToEnd.Tests.Peers;

public class NginxTests : ProxyTests
{
    [Fact]
    public async Task StartAsync_Answer_NamesNginxAsItsServer()
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync("here"), NotCancelled);
        await using Nginx nginx = await Nginx.StartAsync(upstream.Port, NotCancelled);
        using HttpClient client = new();

        using HttpResponseMessage response = await client.GetAsync(nginx.Address, NotCancelled);

        Assert.Contains(response.Headers.Server, server => server.Product?.Name == "nginx");
    }

    [Fact]
    public async Task AccessLog_RequestsOnOneConnection_HaveOneFullHandshake()
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync("here"), NotCancelled);
        using ProxyCertificate certificate = new();
        await using Nginx nginx = await Nginx.StartAsync(new ProxyOptions { UpstreamPort = upstream.Port, Certificate = certificate, Http2 = true }, NotCancelled);
        using HttpClient client = NewClient(certificate, "2.0");

        await client.GetStringAsync(nginx.Address, NotCancelled);
        await client.GetStringAsync(new Uri(nginx.Address, "second?a=b"), NotCancelled);

        IReadOnlyList<NginxRequest> requests = await NginxRequest.ReadAsync(nginx, atLeast: 2, NotCancelled);
        long connection = requests[0].Connection;
        Assert.Equal(
            [
                new NginxRequest(connection, 200, "HTTP/2.0", "TLSv1.3", SessionReused: false, "GET / HTTP/2.0"),
                new NginxRequest(connection, 200, "HTTP/2.0", "TLSv1.3", SessionReused: false, "GET /second?a=b HTTP/2.0"),
            ],
            requests);
    }

    [Fact]
    public async Task AccessLog_SecondConnectionOfAClient_SaysThatItsSessionWasReused()
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync("here"), NotCancelled);
        using ProxyCertificate certificate = new();
        await using Nginx nginx = await Nginx.StartAsync(new ProxyOptions { UpstreamPort = upstream.Port, Certificate = certificate }, NotCancelled);
        using HttpClient client = NewClient(certificate, "1.1");
        client.DefaultRequestHeaders.ConnectionClose = true;
        Uri byName = new UriBuilder(nginx.Address) { Host = "localhost" }.Uri; // .NET keeps a session for a host with a name only

        await client.GetStringAsync(byName, NotCancelled);
        await client.GetStringAsync(byName, NotCancelled);

        IReadOnlyList<NginxRequest> requests = await NginxRequest.ReadAsync(nginx, atLeast: 2, NotCancelled);
        Assert.NotEqual(requests[0].Connection, requests[1].Connection);
        Assert.Equal([false, true], requests.Select(request => request.SessionReused));
    }

    [Fact]
    public async Task AccessLog_RequestInTheClear_HasNoTls()
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync("here"), NotCancelled);
        await using Nginx nginx = await Nginx.StartAsync(upstream.Port, NotCancelled);
        using HttpClient client = new();

        await client.GetStringAsync(nginx.Address, NotCancelled);

        NginxRequest request = Assert.Single(await NginxRequest.ReadAsync(nginx, atLeast: 1, NotCancelled));
        Assert.Equal(("HTTP/1.1", null, false), (request.Protocol, request.TlsProtocol, request.SessionReused));
    }

    private protected override async Task<ProxyProcess> StartAsync(ProxyOptions options, Func<int> choosePort) =>
        await Nginx.StartAsync(options, choosePort, NotCancelled);
}
