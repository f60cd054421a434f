namespace HotPath.Recording;

/// <summary>A small number for every thread that records, so that a recorder finds the thread's shard by index.</summary>
/// <remarks>
/// A number has one living owner. The number of a thread that ended goes to the next thread without one, so there are as many
/// as threads that recorded and were alive at one time. Ids that the runtime gives would not do: it takes its time to use them again.
/// </remarks>
internal static class ThreadNumbers
{
    // Weak, because a dead thread's object may refer to what its last work referred to.
    private static readonly List<WeakReference<Thread>> Owners = [];

    /// <summary>Held while numbers and shards change hands, and for nothing else.</summary>
    internal static Lock Claiming { get; } = new();

    /// <summary>0 for a thread without one.</summary>
    internal static int OfCurrentThread => Own.Number;

    /// <summary>Gives the calling thread a number if it has none. Under <see cref="Claiming"/>.</summary>
    /// <returns>1 or above.</returns>
    internal static int Claim()
    {
        if (Own.Number == 0) Own.Number = FindFree() ?? Add();
        return Own.Number;
    }

    /// <summary>Whether the thread that a number was given to has ended. Under <see cref="Claiming"/>.</summary>
    internal static bool IsFree(int number)
    {
        if (!Owners[number - 1].TryGetTarget(out Thread? owner)) return true;
        if (owner.IsAlive) return false;

        owner.Join(); // at once; orders the dead thread's last increments before the next owner's first
        return true;
    }

    private static int? FindFree()
    {
        for (int number = 1; number <= Owners.Count; number++)
        {
            if (!IsFree(number)) continue;

            Owners[number - 1].SetTarget(Thread.CurrentThread);
            return number;
        }

        return null;
    }

    private static int Add()
    {
        Owners.Add(new WeakReference<Thread>(Thread.CurrentThread));
        return Owners.Count;
    }

    // A primitive, which the runtime keeps in the thread's own block: compiled code has it with one call and one load, where a
    // reference needs half a dozen instructions more and a ThreadLocal twenty. Apart, because a class with other statics may have to be initialised first.
    private static class Own
    {
        [ThreadStatic]
        internal static int Number;
    }
}
