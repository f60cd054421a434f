using HotPath.EndToEnd.Tests.Peers;
using HotPath.Soak.Scenarios;

namespace HotPath.EndToEnd.Tests.Soak.Confusion;

/// <summary>A way from the load generator to the gateway: what stands on it, and what is spoken with that.</summary>
internal sealed class ConfusionPath : IAsyncDisposable
{
    private readonly ProxyProcess? _proxy;

    private ConfusionPath(Uri url, Transport transport, ProxyProcess? proxy)
    {
        Url = url;
        Transport = transport;
        _proxy = proxy;
    }

    public Uri Url { get; }

    public Transport Transport { get; }

    /// <param name="through"><c>direct</c>, <c>nginx</c> or <c>haproxy</c>. Skips the test where there is no such proxy.</param>
    public static async Task<ConfusionPath> OpenAsync(FaultyGateway gateway, string through, Transport transport)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        ProxyOptions options = new() { UpstreamPort = gateway.Http1.Port, Http2 = transport is Transport.Http2 };
        ProxyProcess? proxy = through switch
        {
            "nginx" => await Nginx.StartAsync(options, cancellationToken),
            "haproxy" => await Haproxy.StartAsync(options, cancellationToken),
            _ => null,
        };
        Uri direct = transport is Transport.Http2 ? gateway.Http2 : gateway.Http1;
        return new ConfusionPath(new Uri(proxy?.Address ?? direct, "v1"), transport, proxy);
    }

    public ValueTask DisposeAsync() => _proxy?.DisposeAsync() ?? ValueTask.CompletedTask;
}
