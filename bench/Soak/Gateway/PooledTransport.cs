using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace HotPath.Soak.Gateway;

/// <summary>
/// Kestrel's socket transport with its work on the thread pool, for the endpoints that ask for it; all others stay with the transport that
/// works within the call. HTTP/2 in the clear writes from a task of its own, which then sends the events of many streams at once: within
/// the call it would send each by itself, at a quarter more CPU for 2,000 streams on four connections. Over TLS the hop costs more than it saves.
/// </summary>
internal sealed class PooledTransport(IOptionsFactory<SocketTransportOptions> options, ILoggerFactory logs)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _sockets = new(Options.Create(OnThePool(options)), logs);

    public bool CanBind(EndPoint endpoint) => endpoint is PooledEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        _sockets.BindAsync(endpoint, cancellationToken);

    // From the factory: options made by hand lack the server's own memory pool, without which HTTP/1.1 cannot write.
    private static SocketTransportOptions OnThePool(IOptionsFactory<SocketTransportOptions> options)
    {
        SocketTransportOptions own = options.Create(Options.DefaultName);
        own.UnsafePreferInlineScheduling = false;
        return own;
    }
}

/// <summary>An endpoint that <see cref="PooledTransport"/> binds.</summary>
internal sealed class PooledEndPoint(IPEndPoint endPoint) : IPEndPoint(endPoint.Address, endPoint.Port);
