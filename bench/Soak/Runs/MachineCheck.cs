using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>Whether this machine can be expected to carry a load: said before it is tried, where the run itself would say it only by being void.</summary>
internal static class MachineCheck
{
    /// <summary>How long a port stays taken after its connection was closed from this side (TIME_WAIT on Linux).</summary>
    private const double PortTakenSeconds = 60;

    /// <returns>Each with what was found, what is needed, and what to do; empty when nothing speaks against it.</returns>
    public static IReadOnlyList<string> Cautions(Scenario scenario, MachineState machine)
    {
        List<string> cautions = [];
        long connections = MostConnections(scenario);
        if (machine.SocketsFree < connections)
        {
            cautions.Add($"up to {connections:N0} connections may be needed and {Math.Max(0, machine.SocketsFree.Value):N0} can be opened: " +
                "raise the limit of open files (ulimit -n), or lower target.connections.max");
        }

        double churn = ConnectionsPerSecond(scenario);
        if (machine.LocalPorts < churn * PortTakenSeconds)
        {
            cautions.Add($"{churn:N0} new connections a second take {churn * PortTakenSeconds:N0} local ports, of which there are {machine.LocalPorts:N0}: " +
                "raise target.connections.requests, or widen net.ipv4.ip_local_port_range");
        }

        if (machine.LoadAverage > machine.Processors)
        {
            cautions.Add($"the machine is at work: its load average is {machine.LoadAverage:0.0} on {machine.Processors} processors; figures will suffer");
        }

        return cautions;
    }

    private static long MostConnections(Scenario scenario) => Math.Min(scenario.Target.Connections.Max, scenario.Load.MostAtOnce);

    /// <summary>Of an open loop that gives each connection few requests; a closed loop has no rate of its own.</summary>
    private static double ConnectionsPerSecond(Scenario scenario) => scenario is { Load: OpenLoad open, Target.Connections.Requests: { } requests }
        ? open.Stages.Max(stage => Math.Max(stage.FromPerSecond, stage.ToPerSecond)) / requests
        : 0;
}
