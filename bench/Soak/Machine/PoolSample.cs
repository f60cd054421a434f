namespace HotPath.Soak.Machine;

/// <summary>A thread pool at one moment.</summary>
/// <param name="Queued">Work that waits for a thread.</param>
/// <param name="Completed">Since the process started.</param>
internal readonly record struct PoolSample(long Threads, long Queued, long Completed);
