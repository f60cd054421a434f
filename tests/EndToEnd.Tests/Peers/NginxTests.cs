using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace HotPath.EndToEnd.Tests.Peers;

public class NginxTests
{
    private static CancellationToken NotCancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task StartAsync_Request_GoesThroughNginxToTheUpstream(int workers)
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync($"upstream saw {http.Request.Path}"), NotCancelled);
        await using Nginx nginx = await Nginx.StartAsync(upstream.Port, NotCancelled, workers);
        using HttpClient client = new();

        using HttpResponseMessage response = await client.GetAsync(new Uri(nginx.Address, "v1/models"), NotCancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(response.Headers.Server, server => server.Product?.Name == "nginx");
        Assert.Equal("upstream saw /v1/models", await response.Content.ReadAsStringAsync(NotCancelled));
    }

    [Fact]
    public async Task StartAsync_SecondRequest_ReusesTheConnectionToTheUpstream()
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync(http.Connection.Id), NotCancelled);
        await using Nginx nginx = await Nginx.StartAsync(upstream.Port, NotCancelled);
        using HttpClient client = new();

        string first = await client.GetStringAsync(nginx.Address, NotCancelled);
        string second = await client.GetStringAsync(nginx.Address, NotCancelled);

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
        await using Nginx nginx = await Nginx.StartAsync(upstream.Port, NotCancelled);
        using HttpClient client = new();

        await using Stream body = await client.GetStreamAsync(nginx.Address, NotCancelled);
        byte[] first = new byte["first".Length];
        await body.ReadExactlyAsync(first, NotCancelled);
        firstWasRead.SetResult();
        using StreamReader rest = new(body);

        Assert.Equal("first", Encoding.ASCII.GetString(first));
        Assert.Equal("second", await rest.ReadToEndAsync(NotCancelled));
    }

    [Fact]
    public async Task StartAsync_PortTakenByAnother_TakesTheNext()
    {
        await using PeerUpstream upstream = await PeerUpstream.StartAsync(http => http.Response.WriteAsync("here"), NotCancelled);
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int taken = ((IPEndPoint)other.LocalEndpoint).Port;
        Queue<int> ports = new([taken, Nginx.FreePort()]);
        using HttpClient client = new();

        await using Nginx nginx = await Nginx.StartAsync(upstream.Port, workers: 1, ports.Dequeue, NotCancelled);

        Assert.NotEqual(taken, nginx.Port);
        Assert.Equal("here", await client.GetStringAsync(nginx.Address, NotCancelled));
    }

    [Fact]
    public async Task DisposeAsync_Running_LeavesNeitherProcessNorFiles()
    {
        Nginx nginx = await Nginx.StartAsync(upstreamPort: 9, NotCancelled);
        Assert.True(File.Exists(Path.Combine(nginx.Folder, NginxConfiguration.AccessLog)));

        await nginx.DisposeAsync();

        Assert.False(Directory.Exists(nginx.Folder));
        using TcpClient client = new();
        await Assert.ThrowsAnyAsync<SocketException>(async () => await client.ConnectAsync(IPAddress.Loopback, nginx.Port, NotCancelled));
    }
}
