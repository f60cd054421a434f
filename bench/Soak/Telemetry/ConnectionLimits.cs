namespace HotPath.Soak.Telemetry;

/// <summary>What the connections of a run may come up against.</summary>
/// <param name="Max">That the scenario allows; null where the load never has as many requests in flight.</param>
/// <param name="OpenFiles">Of the process; null where the system does not tell.</param>
/// <param name="Sockets">Connections that this leaves room for; null where the system does not tell.</param>
internal sealed record ConnectionLimits(long? Max, long? OpenFiles, long? Sockets)
{
    public static ConnectionLimits Unknown { get; } = new(null, null, null);
}
