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
    public static HttpClient To(Target target, TargetSettings settings, TimeSpan longestConnect) =>
        new(settings.Transport == Transport.Http3 ? new ForgivingHttp3Handler(target.Tls!, longestConnect) : HandlerOf(target, settings, longestConnect))
        {
            DefaultRequestVersion = VersionOf(settings.Transport),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

    public static Version VersionOf(Transport transport) => transport switch
    {
        Transport.Http3 => HttpVersion.Version30,
        Transport.Http2 => HttpVersion.Version20,
        _ => HttpVersion.Version11,
    };

    private static SocketsHttpHandler HandlerOf(Target target, TargetSettings settings, TimeSpan longestConnect)
    {
        SslApplicationProtocol protocol = settings.Transport == Transport.Http2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11;
        Connector connector = new(target, settings with { Timeouts = settings.Timeouts with { Connect = longestConnect } }, protocol, new Gauge(), new GeneratorLimits(), TimeProvider.System);
        GroupRecorder recorder = new(reservedShards: 0, new Gauge()); // its connections are in no figure
        return new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (_, cancellationToken) =>
                (await connector.ConnectAsync(recorder, wireOf: null, cancellationToken).ConfigureAwait(false)).Stream
                ?? throw new HttpRequestException(HttpRequestError.ConnectionError),
        };
    }
}
