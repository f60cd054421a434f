using System.Net.Sockets;

namespace HotPath.Soak.Gateway;

/// <summary>The gateway could not begin to listen; the message is for its user.</summary>
internal sealed class GatewayStartException : Exception
{
    private GatewayStartException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public static GatewayStartException PortInUse(GatewayAddress address, Exception cause) => new(
        $"The port of {address} is taken, by another program or by another address given; each address needs a free port. " +
        "Choose another one, or port 0 for any.",
        cause);

    public static GatewayStartException Refused(GatewayAddress address, SocketException cause) => new(
        $"The system refuses to listen at {address} ({cause.SocketErrorCode}); an address of this machine and a port this user may take are needed. " +
        "Choose another one, such as 127.0.0.1:0.",
        cause);
}
