using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Text.Json;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Runs;

/// <summary>The target's <c>/stats</c>, read now and again over a connection of its own, in the version of HTTP that the load speaks.</summary>
internal sealed class StatsPage : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    private readonly HttpClient _client;
    private readonly Uri _url;

    public StatsPage(Target target, Transport transport)
    {
        bool isHttp2 = transport == Transport.Http2;
        SslApplicationProtocol protocol = isHttp2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11;
        Connector connector = new(target, LongestAnswer, protocol, new GeneratorLimits(), TimeProvider.System);
        GroupRecorder recorder = new(reservedShards: 0, new Gauge()); // its connections are in no figure
        SocketsHttpHandler handler = new()
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) =>
                (await connector.ConnectAsync(recorder, wireOf: null, cancellationToken).ConfigureAwait(false)).Stream
                ?? throw new HttpRequestException(HttpRequestError.ConnectionError),
        };
        _client = new HttpClient(handler)
        {
            Timeout = LongestAnswer,
            DefaultRequestVersion = isHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        _url = new Uri(target.Url, "/stats");
    }

    /// <returns>Null where the target has no such page: it is no simulated gateway, or it is out of reach.</returns>
    public async ValueTask<GatewayStats?> TryReadAsync()
    {
        try
        {
            return await _client.GetFromJsonAsync<GatewayStats>(_url, Json).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is HttpRequestException or JsonException or TaskCanceledException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
