using System.Net;
using System.Net.Security;
using System.Runtime.CompilerServices;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>
/// HTTP/2: many requests at a time on each of a few connections. The framework's handler keeps them: one more is opened when the
/// streams that the target allows on each are taken. h2c by prior knowledge for http://, ALPN for https://, never a fall-back to HTTP/1.1.
/// </summary>
internal sealed class Http2Transport : ITransport
{
    private readonly Http2Connector _connector;
    private readonly HttpMessageInvoker _invoker;
    private readonly Gauge _waiting;
    private readonly TimeProvider _time;
    private volatile bool _isClosed;

    public Http2Transport(Target target, TargetSettings settings, ConnectionRecorder connections, GeneratorLimits limits, TimeProvider time)
    {
        _time = time;
        _waiting = connections.Waiting;
        Connector connector = new(target, settings, SslApplicationProtocol.Http2, connections.Open, limits, time);
        _connector = new Http2Connector(connector, settings.Connections, connections, time);
        SocketsHttpHandler handler = new()
        {
            ConnectCallback = _connector.ConnectAsync,
            ConnectTimeout = Timeout.InfiniteTimeSpan, // the connector's own leaves out the wait for room, which is no fault
            EnableMultipleHttp2Connections = true,
            PooledConnectionLifetime = settings.Connections.Lifetime,
            PooledConnectionIdleTimeout = settings.Connections.Idle,
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
        };
        _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <summary>Whether requests get connections no more.</summary>
    public bool IsClosed => _isClosed;

    public IChannel NewChannel() => new Http2Channel(this, _time);

    public Task<HttpResponseMessage> SendAsync(Http2Request request, CancellationToken abort) => _invoker.SendAsync(request, abort);

    /// <summary>True for as many requests as connections were opened: every other request was sent on one that had been used before.</summary>
    public bool TryTakeUnused() => _connector.TryTakeUnused();

    /// <summary>A request's wait until its bytes are written, counted.</summary>
    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    public async ValueTask<bool> WaitAsync(ValueTask<bool> sending)
    {
        _waiting.Up();
        try
        {
            return await sending.ConfigureAwait(false);
        }
        finally
        {
            _waiting.Down();
        }
    }

    /// <summary>Only closes the door: waits for a connection or a stream are all in reach of <see cref="Http2Channel.Abort"/>.</summary>
    public void CancelWaiting() => _isClosed = true;

    public void Dispose()
    {
        _isClosed = true;
        _connector.End();
        _invoker.Dispose();
    }
}
