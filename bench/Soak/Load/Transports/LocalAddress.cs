using System.Net;
using System.Net.Sockets;

namespace HotPath.Soak.Load.Transports;

/// <summary>Binds sockets to one address of this machine.</summary>
internal static class LocalAddress
{
    private const int IpLevel = 0; // IPPROTO_IP, also for IPv6 sockets
    private const int BindAddressNoPort = 24; // IP_BIND_ADDRESS_NO_PORT, linux/in.h

    /// <summary>The port is left to the connect: it need only be unused towards that one target, not on the whole machine.</summary>
    /// <exception cref="SocketException">The machine has no such address.</exception>
    public static void Bind(Socket socket, IPAddress local)
    {
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(IpLevel, BindAddressNoPort, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(local, 0));
    }
}
