using System.Net;
using System.Net.Sockets;
using HotPath.Http;

namespace HotPath.Tests.Http;

public sealed class Http1ConnectionOverNetworkStreamTests : Http1ConnectionSocketTests
{
    [Fact]
    public async Task ConnectAsync_OfTheConnectionItself_NobodyListens_ThrowsSocketException()
    {
        using Socket bound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // and does not listen

        SocketException refused = await Assert.ThrowsAsync<SocketException>(async () => await Http1Connection.ConnectAsync(bound.LocalEndPoint!, null, Cancellation));

        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    protected override async Task<Stream> ConnectAsync(Socket socket, IPEndPoint endPoint)
    {
        await socket.ConnectAsync(endPoint, Cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
