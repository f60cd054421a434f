using System.Runtime.Versioning;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>
/// HTTP/3 (RFC 9114) on the platform's QUIC. The framework's own handler is not used: one connection that fails closes the way for ten minutes, and it
/// knows no limit of connections, no address to come from, and no cost of a handshake.
/// </summary>
[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
internal sealed class Http3Transport : ITransport
{
    private readonly Http3Pool _pool;
    private readonly Http3Requests _requests = new();
    private readonly TimeProvider _time;

    public Http3Transport(Target target, TargetSettings settings, ConnectionRecorder connections, GeneratorLimits limits, TimeProvider time)
    {
        _pool = new Http3Pool(new Http3Connector(target, settings, connections, limits, time), settings.Connections, connections, time);
        _time = time;
    }

    public IChannel NewChannel() => new Http3Channel(_pool, _requests, _time);

    public void CancelWaiting() => _pool.CancelWaiting();

    public void Dispose() => _pool.Dispose();
}
