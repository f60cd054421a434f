using System.Net;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>HTTP/1.1: a pool of connections, each for one request at a time.</summary>
internal sealed class Http1Transport(
    IReadOnlyList<EndPoint> addresses, TargetSettings target, Gauge open, GeneratorLimits limits, TimeProvider time) : ITransport
{
    private readonly ConnectionPool _pool = new([.. addresses], target, open, limits, time);

    public IChannel NewChannel() => new Http1Channel(_pool, time);

    public void CancelWaiting() => _pool.Dispose();

    public void Dispose() => _pool.Dispose();
}
