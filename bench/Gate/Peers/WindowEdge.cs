using System.Diagnostics;
using HotPath.Gate.Machine;
using HotPath.Gate.Peers.Servers;
using HotPath.Gate.Peers.Tools;

namespace HotPath.Gate.Peers;

/// <summary>Where the measured window begins or ends: what server and tool had done by then.</summary>
/// <param name="At">A time stamp of <see cref="Stopwatch"/>, taken when the server had counted.</param>
internal sealed record WindowEdge(long At, ServerCounts Counts, ProcessTree Server, ProcessTree Process)
{
    /// <exception cref="ToolException">The tool is gone, and with it what it had used.</exception>
    public static async Task<WindowEdge> TakeAsync(PeerServer server, int process, CancellationToken cancellationToken)
    {
        ServerCounts counts = await server.CountAsync(cancellationToken).ConfigureAwait(false);
        return new WindowEdge(
            Stopwatch.GetTimestamp(),
            counts,
            ProcessTree.Read(server.ProcessId) ?? throw new InvalidOperationException("The server ended while it was needed."),
            ProcessTree.Read(process) ?? throw ToolException.EndedEarly());
    }
}
