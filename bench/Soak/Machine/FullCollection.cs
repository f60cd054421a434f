namespace HotPath.Soak.Machine;

/// <summary>A full collection on purpose: what is alive after it is what the program holds, whatever was thrown away before.</summary>
internal static class FullCollection
{
    /// <summary>
    /// Blocks the threads of this process until it is over. Not compacting: that pauses longer, and what lives is the same. Ends when
    /// <see cref="GcPauses"/> has seen it.
    /// </summary>
    public static async ValueTask RequestAsync()
    {
        GcPauses pauses = GcPauses.Own;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        await pauses.CatchUpAsync().ConfigureAwait(false);
    }
}
