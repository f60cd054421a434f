using System.Net;
using System.Net.Security;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Runs;

/// <summary>A client for what a run asks its target beside the load: over connections of its own, which are in no figure, in the version of HTTP that the load speaks.</summary>
internal static class TargetClient
{
    /// <param name="longestConnect">How long a connection may take.</param>
    public static HttpClient To(Target target, TargetSettings settings, TimeSpan longestConnect)
    {
        bool isHttp2 = settings.Transport == Transport.Http2;
        SslApplicationProtocol protocol = isHttp2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11;
        Connector connector = new(target, settings with { Timeouts = settings.Timeouts with { Connect = longestConnect } }, protocol, new Gauge(), new GeneratorLimits(), TimeProvider.System);
        GroupRecorder recorder = new(reservedShards: 0, new Gauge()); // its connections are in no figure
        SocketsHttpHandler handler = new()
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (_, cancellationToken) =>
                (await connector.ConnectAsync(recorder, wireOf: null, cancellationToken).ConfigureAwait(false)).Stream
                ?? throw new HttpRequestException(HttpRequestError.ConnectionError),
        };
        return new HttpClient(handler)
        {
            DefaultRequestVersion = isHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }
}
