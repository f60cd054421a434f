using System.Net;
using System.Net.Sockets;
using HotPath.Http;

namespace HotPath.Soak.Load;

/// <summary>Where the requests go, resolved.</summary>
/// <param name="Url">Of the API, for example <c>http://127.0.0.1:8080/v1</c>.</param>
/// <param name="Addresses">What its host stood for when the run began; at least one.</param>
/// <param name="Tls">How connections are secured; null: in the clear.</param>
internal sealed record Target(Uri Url, string ApiKey, IReadOnlyList<IPEndPoint> Addresses, TlsSettings? Tls = null)
{
    /// <summary>From a host name to its addresses.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> LookUp { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>What the name stands for, too, but nobody listens at: left out for as long as there is another.</summary>
    public IReadOnlyList<IPAddress> Unreachable { get; init; } = [];

    /// <summary>Whether the host is a name, which may stand for other addresses later.</summary>
    public bool HasName => Url.HostNameType is UriHostNameType.Dns;

    /// <exception cref="SocketException">The host name stands for nothing.</exception>
    public static async Task<Target> ResolveAsync(Uri url, string apiKey, TlsSettings? tls, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(url.IdnHost, cancellationToken).ConfigureAwait(false);
        return new Target(url, apiKey, [.. addresses.Select(address => new IPEndPoint(address, url.Port))], tls);
    }
}
