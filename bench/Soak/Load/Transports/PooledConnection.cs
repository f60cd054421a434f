using HotPath.Http;

namespace HotPath.Soak.Load.Transports;

/// <summary>A connection with what the pool must know of it. In one hand at a time.</summary>
internal sealed class PooledConnection(Http1Connection connection, long openedAt)
{
    public Http1Connection Connection { get; } = connection;

    public long OpenedAt { get; } = openedAt;

    public long IdleSince { get; set; } = openedAt;
}
