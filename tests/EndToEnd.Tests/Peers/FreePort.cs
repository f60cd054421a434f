using System.Net;
using System.Net.Sockets;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>A port of this machine on which nobody listens.</summary>
internal static class FreePort
{
    /// <summary>Free when asked; another process may take it at once.</summary>
    public static int Next()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
