using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace HotPath.Soak.Gateway;

/// <summary>Where the gateway listens: <c>http://127.0.0.1:8080</c>, the scheme optional, port 0 for any free one.</summary>
/// <param name="EndPoint">The address and port to bind.</param>
internal sealed record GatewayAddress(IPEndPoint EndPoint)
{
    private const string Scheme = "http://";

    /// <summary>A free port of the loopback address.</summary>
    public static GatewayAddress AnyLocalPort { get; } = new(new IPEndPoint(IPAddress.Loopback, 0));

    /// <param name="text">As the user typed it.</param>
    /// <param name="address">What it means.</param>
    /// <param name="problem">What was found, what was expected.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out GatewayAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        string rest = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..].TrimEnd('/') : text;
        if (rest.Contains("://", StringComparison.Ordinal))
        {
            problem = $"'{text}' has the scheme '{rest[..rest.IndexOf(':', StringComparison.Ordinal)]}'; the gateway listens on http:// only.";
            return false;
        }

        int colon = rest.LastIndexOf(':');
        string host = colon < 0 ? rest : rest[..colon];
        if (colon < 0 || !ushort.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            problem = $"'{text}' has no port; HOST:PORT is expected, such as 127.0.0.1:8080, with port 0 for any free one.";
            return false;
        }

        IPAddress? ip = host == "localhost" ? IPAddress.Loopback : ParseIp(host);
        if (ip is null)
        {
            problem = $"'{text}' has the host '{host}'; an IP address or localhost is expected (0.0.0.0 for every interface).";
            return false;
        }

        address = new GatewayAddress(new IPEndPoint(ip, port));
        problem = null;
        return true;
    }

    public override string ToString() => Scheme + EndPoint;

    // An IPv6 address needs its brackets, or its last group would be taken for a port.
    private static IPAddress? ParseIp(string host)
    {
        bool bracketed = host.StartsWith('[') && host.EndsWith(']');
        if (!IPAddress.TryParse(bracketed ? host[1..^1] : host, out IPAddress? ip)) return null;

        return bracketed == (ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6) ? ip : null;
    }
}
