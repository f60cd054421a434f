using System.Net.Security;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>HTTP/1.1: pools of connections, each connection for one request at a time.</summary>
internal sealed class Http1Transport : ITransport
{
    private readonly ConnectionPool[] _pools; // by how connections are used
    private readonly TimeProvider _time;

    public Http1Transport(Target target, TargetSettings settings, ConnectionRecorder connections, GeneratorLimits limits, TimeProvider time)
    {
        _pools = [.. Enum.GetValues<ConnectionUse>().Select(PoolOf)];
        _time = time;

        ConnectionPool PoolOf(ConnectionUse use)
        {
            Target way = use == ConnectionUse.New && target.Tls is { } tls ? target with { Tls = tls with { Resume = false } } : target;
            ConnectionSettings limited = use == ConnectionUse.Kept ? settings.Connections : settings.Connections with { Requests = 1 };
            return new ConnectionPool(new Connector(way, settings, SslApplicationProtocol.Http11, connections.Open, limits, time), limited, connections, time);
        }
    }

    public IChannel NewChannel() => new Http1Channel(_pools, _time);

    public void CancelWaiting() => Dispose();

    public void Dispose()
    {
        foreach (ConnectionPool pool in _pools) pool.Dispose();
    }
}
