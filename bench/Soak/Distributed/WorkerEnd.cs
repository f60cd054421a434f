namespace HotPath.Soak.Distributed;

/// <summary>Why a worker is no longer one, and what did not get through.</summary>
/// <param name="Problem">In words, where it is none of the two orderly ends.</param>
/// <param name="DroppedReports">What was to be sent while there was no master, or no room: the master's figures and files lack it.</param>
internal sealed record WorkerEnd(WorkerEndReason Reason, string? Problem, long DroppedReports);

internal enum WorkerEndReason
{
    /// <summary>The master said that all is over.</summary>
    MasterQuit,

    /// <summary>Asked for here, by Ctrl+C.</summary>
    Stopped,

    /// <summary>For minutes nobody took this worker in.</summary>
    NoMaster,
}
