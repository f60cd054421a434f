using System.Collections.ObjectModel;

namespace HotPath.Analysis.Results;

/// <summary>
/// Connections of the generator to the target in the measured time. They add up: open at start + opened = all that were closed + open.
/// </summary>
public sealed record ConnectionFigures : GroupConnectionFigures
{
    /// <summary>Opened in the warm-up and still open when the measured time began.</summary>
    public long OpenAtStart { get; init; }

    /// <summary>Open at the end, or now while the run goes on.</summary>
    public long Open { get; init; }

    /// <summary>Most open at once.</summary>
    public long OpenPeak { get; init; }

    /// <summary>Of those open: kept for the next request. Over HTTP/2 it is not known, and 0.</summary>
    public long Idle { get; init; }

    /// <summary>Churn: opened in a second of the measured time.</summary>
    public double ChurnPerSecond { get; init; }

    /// <summary>Requests that wait for a connection, over HTTP/2 also for a stream of one; at the end, or now while the run goes on.</summary>
    public long Waiting { get; init; }

    /// <summary>Most that waited at once.</summary>
    public long WaitingPeak { get; init; }

    /// <summary><c>target.connections.max</c>; null where the load never has as many requests in flight.</summary>
    public long? Max { get; init; }

    /// <summary>Files that the generator's process may have open at once; null where the system does not tell.</summary>
    public long? OpenFilesLimit { get; init; }

    /// <summary>Connections that this leaves room for: one more makes the run void. Null where the system does not tell.</summary>
    public long? SocketsAllowed { get; init; }

    /// <summary>Local ports that connections to one address may leave from; null where the system does not tell.</summary>
    public long? Ports { get; init; }

    /// <summary>Of those, the fewest that were seen free towards any address of the target: without one the run is void.</summary>
    public long? PortsLeft { get; init; }

    /// <summary>Most sockets to the target that were seen in TIME_WAIT: closed from this side, and their ports taken for a minute more.</summary>
    public long? TimeWaitPeak { get; init; }

    /// <summary>
    /// This machine's sockets to the target's port by their state in the kernel, such as <c>established</c> or <c>timeWait</c>, when it was
    /// looked at last; empty where the system does not tell.
    /// </summary>
    public IReadOnlyDictionary<string, long> ByState { get; init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>Age at close, in seconds; null where none was closed.</summary>
    public ValueSummary? AgeSeconds { get; init; }

    /// <summary>Requests sent on each until its close; null where none was closed, and over HTTP/2, where it is not known.</summary>
    public ValueSummary? RequestsEach { get; init; }
}
