namespace HotPath.Soak.Runs;

/// <summary>Gives back what a run that is over has left in this process.</summary>
/// <remarks>
/// A run's recorders are some tens of MiB in large arrays that live as long as it does. They would stay until the collector needs room, and with
/// them the next run's resident set would begin higher and its first collections last longer, for what another run was.
/// </remarks>
internal static class FormerRuns
{
    /// <summary>Takes some milliseconds in which everything stands still: only between runs.</summary>
    public static void Release() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
