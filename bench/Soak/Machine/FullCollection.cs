namespace HotPath.Soak.Machine;

/// <summary>A full collection on purpose: what is alive after it is what the program holds, whatever was thrown away before.</summary>
internal static class FullCollection
{
    /// <summary>
    /// Blocks the threads of this process until it is over. Compacting: else each leaves regions half filled, new objects go to new ones, and the
    /// resident set rises by 18 MiB an hour with nothing alive in it. Ends when <see cref="GcPauses"/> has seen it.
    /// </summary>
    public static async ValueTask RequestAsync()
    {
        GcPauses pauses = GcPauses.Own;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        await pauses.CatchUpAsync().ConfigureAwait(false);
    }
}
