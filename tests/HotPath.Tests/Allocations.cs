namespace HotPath.Tests;

/// <summary>Counts what the calling thread allocates.</summary>
internal static class Allocations
{
    private const int MostRounds = 5;

    /// <summary>
    /// The least bytes of a few rounds: what <paramref name="round"/> itself allocates it allocates in each, while the runtime's own
    /// bookkeeping on the same thread, such as that of tiered compilation, comes once.
    /// </summary>
    public static long Least(Action round)
    {
        long least = long.MaxValue;
        for (int i = 0; i < MostRounds && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
