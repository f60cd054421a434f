using System.Net;
using System.Net.Sockets;

namespace HotPath.Soak.Distributed.Zmtp;

/// <summary>Connects to a master over TCP.</summary>
internal sealed class DealerSocket(WorkerAddress master, string identity, TimeProvider time)
{
    /// <summary>From the first packet until both sides know each other.</summary>
    private static readonly TimeSpan OpenWithin = TimeSpan.FromSeconds(5);

    private const int KeepAliveIdleSeconds = 30; // as a Locust worker has it
    private const int KeepAliveEverySeconds = 10;
    private const int KeepAliveTries = 3;

    /// <returns>A link, or why there is none. Throws nothing but a cancellation.</returns>
    public async Task<LinkOpening> OpenAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(OpenWithin, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            KeepAlive(socket);
            await socket.ConnectAsync(new DnsEndPoint(master.Host, master.Port), either.Token).ConfigureAwait(false);
            return await DealerConnection.OpenAsync(new NetworkStream(socket, ownsSocket: true), () => EndSending(socket), identity, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            return new LinkOpening(null, $"no answer within {OpenWithin.TotalSeconds:0} s");
        }
        catch (SocketException problem)
        {
            socket.Dispose();
            return new LinkOpening(null, problem.Message);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveIdleSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveEverySeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveTries);
    }

    private static void EndSending(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The other side was faster, which whoever receives is told.
        }
    }
}
