using System.Net;
using System.Net.Sockets;

namespace HotPath.Gate.Peers.Servers;

/// <summary>Ports of loopback that were free when asked; another process may take one at once.</summary>
internal sealed record NginxPorts(int Http1, int Http2, int Tls1, int Tls2, int Status)
{
    public static NginxPorts Find()
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            Array.ForEach(listeners, listener => listener.Start()); // all at once, so that they differ
            int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
            return new NginxPorts(ports[0], ports[1], ports[2], ports[3], ports[4]);
        }
        finally
        {
            Array.ForEach(listeners, listener => listener.Dispose());
        }
    }
}
