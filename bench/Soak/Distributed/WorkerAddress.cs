using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HotPath.Soak.Distributed;

/// <summary>Where a master listens: <c>HOST:PORT</c>, or the host alone for the usual port.</summary>
/// <param name="Host">A name or an address; an IPv6 address without its brackets.</param>
internal sealed record WorkerAddress(string Host, int Port)
{
    /// <summary>Where a Locust master listens unless it is told otherwise.</summary>
    public const int UsualPort = 5557;

    private const string Expected = "HOST:PORT is expected, such as 192.0.2.7:5557 or [2001:db8::7]:5557; without a port it is 5557.";

    /// <param name="text">As the user typed it.</param>
    /// <param name="address">What it means.</param>
    /// <param name="problem">What was found, what was expected.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out WorkerAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        if (text.Contains("://", StringComparison.Ordinal))
        {
            problem = $"'{text}' has a scheme; {Expected}";
            return false;
        }

        if (!TrySplit(text, out string host, out string? portText))
        {
            problem = $"'{text}' has more than one colon outside of brackets; {Expected}";
            return false;
        }

        if (!IsHost(text, host))
        {
            problem = host.Length == 0 ? $"'{text}' names no host; {Expected}" : $"'{text}' has the host '{host}'; {Expected}";
            return false;
        }

        int port = UsualPort;
        if (portText is not null && (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > ushort.MaxValue))
        {
            problem = $"'{text}' has the port '{portText}'; 1 to {ushort.MaxValue} is expected.";
            return false;
        }

        address = new WorkerAddress(host, port);
        problem = null;
        return true;
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <param name="port">Null: none is given.</param>
    private static bool TrySplit(string text, out string host, out string? port)
    {
        int bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        if (bracket > 0 && (bracket == text.Length - 1 || text[bracket + 1] == ':'))
        {
            host = text[1..bracket];
            port = bracket == text.Length - 1 ? null : text[(bracket + 2)..];
            return true;
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        host = colon < 0 ? text : text[..colon];
        port = colon < 0 ? null : text[(colon + 1)..];
        return colon == text.LastIndexOf(':'); // an IPv6 address needs its brackets, or its last group would be taken for a port
    }

    private static bool IsHost(string text, string host) => text.StartsWith('[')
        ? IPAddress.TryParse(host, out IPAddress? ip) && ip.AddressFamily == AddressFamily.InterNetworkV6
        : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
}
