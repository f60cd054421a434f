using System.Net;
using System.Net.Sockets;
using HotPath.Sockets;

namespace HotPath.Tests.Sockets;

/// <summary>Makes pairs of a <see cref="LoopStream"/> and the socket at its other end.</summary>
internal sealed class LoopListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopListener() => _listener.Start();

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<Socket> AcceptAsync() => await _listener.AcceptSocketAsync(Cancellation);

    /// <summary>One that the same thread serves.</summary>
    public async Task<(LoopStream Stream, Socket Peer)> ConnectToSameLoopAsync(LoopStream other)
    {
        while (true)
        {
            (LoopStream stream, Socket peer) = await ConnectAsync();
            if (stream.Socket.Loop == other.Socket.Loop) return (stream, peer);
            await stream.DisposeAsync();
            peer.Dispose();
        }
    }

    public async Task<(LoopStream Stream, Socket Peer)> ConnectAsync()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        LoopStream stream = await LoopStream.ConnectAsync(socket, EndPoint, Cancellation);
        Socket peer = await AcceptAsync();
        peer.NoDelay = true;
        return (stream, peer);
    }

    public void Dispose() => _listener.Dispose();
}
