using HotPath.Http;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>A connection with what the pool must know of it. In one hand at a time.</summary>
internal sealed class PooledConnection(Http1Connection connection, GroupRecorder recorder, long openedAt)
{
    public Http1Connection Connection { get; } = connection;

    /// <summary>Of the group whose request it carries or carried last.</summary>
    public GroupRecorder LastUser { get; set; } = recorder;

    public long OpenedAt { get; } = openedAt;

    public long IdleSince { get; set; } = openedAt;
}
