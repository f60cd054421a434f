using System.Net;
using System.Net.Sockets;
using HotPath.Http;

namespace HotPath.Soak.Load;

/// <summary>Where the requests go, resolved.</summary>
/// <param name="Url">Of the API, for example <c>http://127.0.0.1:8080/v1</c>.</param>
/// <param name="Addresses">What its host stands for; at least one.</param>
/// <param name="Tls">How connections are secured; null: in the clear.</param>
internal sealed record Target(Uri Url, string ApiKey, IReadOnlyList<EndPoint> Addresses, TlsSettings? Tls = null)
{
    /// <exception cref="SocketException">The host name stands for nothing.</exception>
    public static async Task<Target> ResolveAsync(Uri url, string apiKey, TlsSettings? tls, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(url.IdnHost, cancellationToken).ConfigureAwait(false);
        return new Target(url, apiKey, [.. addresses.Select(address => new IPEndPoint(address, url.Port))], tls);
    }
}
