using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HotPath.Soak.Gateway;

/// <summary>Where the gateway listens, and how: <c>https://127.0.0.1:8443</c>; no scheme is <c>http://</c>, port 0 any free one.</summary>
/// <param name="EndPoint">The address and port to bind.</param>
/// <param name="Scheme">What is spoken there.</param>
internal sealed record GatewayAddress(IPEndPoint EndPoint, GatewayScheme Scheme = GatewayScheme.Http)
{
    private const string AfterScheme = "://";

    /// <summary>A free port of the loopback address.</summary>
    public static GatewayAddress AnyLocalPort { get; } = new(new IPEndPoint(IPAddress.Loopback, 0));

    /// <param name="text">As the user typed it.</param>
    /// <param name="address">What it means.</param>
    /// <param name="problem">What was found, what was expected.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out GatewayAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        if (!TryTakeScheme(text, out GatewayScheme scheme, out string rest))
        {
            problem = $"'{text}' has the scheme '{rest}'; the gateway listens over http://, h2c:// (HTTP/2 without TLS), https:// and h3:// (HTTP/3).";
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

        address = new GatewayAddress(new IPEndPoint(ip, port), scheme);
        problem = null;
        return true;
    }

    public override string ToString() => Prefix + EndPoint;

    /// <summary>What a client is told, once the port is known.</summary>
    /// <param name="port">The one that was bound.</param>
    public string ToClient(int port) => IsSecure && IPAddress.IsLoopback(EndPoint.Address)
        ? $"{Prefix}localhost:{port}" // a TLS client sends no IP address as the server's name, and without a name some never resume
        : Prefix + new IPEndPoint(EndPoint.Address, port);

    /// <summary>Whether a certificate is shown there.</summary>
    public bool IsSecure => Scheme is GatewayScheme.Https or GatewayScheme.H3;

    private string Prefix => Scheme.ToString().ToLowerInvariant() + AfterScheme;

    /// <param name="text">As the user typed it.</param>
    /// <param name="scheme">The one it begins with.</param>
    /// <param name="rest">What comes after it; the scheme itself when it is not known.</param>
    private static bool TryTakeScheme(string text, out GatewayScheme scheme, out string rest)
    {
        scheme = GatewayScheme.Http;
        rest = text;
        int end = text.IndexOf(AfterScheme, StringComparison.Ordinal);
        if (end < 0) return true;

        rest = text[..end];
        if (!Enum.GetNames<GatewayScheme>().Contains(rest, StringComparer.OrdinalIgnoreCase)) return false;

        scheme = Enum.Parse<GatewayScheme>(rest, ignoreCase: true);
        rest = text[(end + AfterScheme.Length)..].TrimEnd('/');
        return true;
    }

    // An IPv6 address needs its brackets, or its last group would be taken for a port.
    private static IPAddress? ParseIp(string host)
    {
        bool bracketed = host.StartsWith('[') && host.EndsWith(']');
        if (!IPAddress.TryParse(bracketed ? host[1..^1] : host, out IPAddress? ip)) return null;

        return bracketed == (ip.AddressFamily == AddressFamily.InterNetworkV6) ? ip : null;
    }
}

/// <summary>What is spoken at an address; the name is the scheme. One cleartext address cannot serve both versions: nothing tells them apart.</summary>
internal enum GatewayScheme
{
    /// <summary>HTTP/1.1.</summary>
    Http,

    /// <summary>HTTP/2 without TLS, from the first byte ("prior knowledge").</summary>
    H2c,

    /// <summary>HTTP/2 or HTTP/1.1, as TLS's ALPN settles it.</summary>
    Https,

    /// <summary>HTTP/3 alone, over QUIC.</summary>
    H3,
}
