using System.Net.Security;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>HTTP/1.1: a pool of connections, each for one request at a time.</summary>
internal sealed class Http1Transport : ITransport
{
    private readonly ConnectionPool _pool;
    private readonly TimeProvider _time;

    public Http1Transport(Target target, TargetSettings settings, Gauge open, GeneratorLimits limits, TimeProvider time)
    {
        Connector connector = new(target, settings, SslApplicationProtocol.Http11, open, limits, time);
        _pool = new ConnectionPool(connector, settings.Connections, open, time);
        _time = time;
    }

    public IChannel NewChannel() => new Http1Channel(_pool, _time);

    public void CancelWaiting() => _pool.Dispose();

    public void Dispose() => _pool.Dispose();
}
