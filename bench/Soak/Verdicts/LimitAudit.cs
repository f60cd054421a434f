using HotPath.Analysis.Results;

namespace HotPath.Soak.Verdicts;

/// <summary>What the generator comes near to: said while there is time to do something, for beyond it the run is void, or its requests wait.</summary>
internal static class LimitAudit
{
    /// <summary>Of what there is: from here on it is said.</summary>
    public const double NearShare = 0.8;

    /// <returns>Each limit at most once, with what was found, what there is, and what to do; empty when all are far.</returns>
    public static IReadOnlyList<LimitCaution> Cautions(ConnectionFigures connections)
    {
        List<LimitCaution> cautions = [];
        if (connections.SocketsAllowed is { } sockets && connections.OpenPeak >= sockets * NearShare)
        {
            cautions.Add(new(NearLimit.OpenFiles, $"{connections.OpenPeak:N0} connections were open at once, and the limit of open files leaves room for {sockets:N0}: " +
                "one more makes the run void. Raise the limit (ulimit -n), or lower target.connections.max."));
        }

        if (connections is { Ports: { } ports, PortsLeft: { } left } && ports - left >= ports * NearShare)
        {
            cautions.Add(new(NearLimit.Ports, $"{left:N0} of {ports:N0} local ports were left towards the target, {connections.TimeWaitPeak ?? 0:N0} taken by closed connections (TIME_WAIT): " +
                "without one the run is void. Keep connections longer, widen net.ipv4.ip_local_port_range, or use more machines."));
        }

        if (connections.Max is { } max && connections.WaitingPeak > 0)
        {
            cautions.Add(new(NearLimit.Connections, $"All of target.connections.max, {max:N0}, were in use and {connections.WaitingPeak:N0} requests waited for one: " +
                "the wait is in blocked and in every latency from due. Raise target.connections.max unless it is meant."));
        }
        else if (connections.Max is { } most && connections.OpenPeak >= most * NearShare)
        {
            cautions.Add(new(NearLimit.Connections, $"{connections.OpenPeak:N0} connections were open at once, and target.connections.max is {most:N0}: " +
                "beyond it requests wait. Raise it unless it is meant."));
        }

        return cautions;
    }
}

/// <param name="Limit">Which.</param>
/// <param name="Text">For a person.</param>
internal sealed record LimitCaution(NearLimit Limit, string Text);

internal enum NearLimit
{
    OpenFiles,
    Ports,
    Connections,
}
