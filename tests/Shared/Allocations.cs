namespace HotPath.Tests;

/// <summary>Counts what is allocated: the least of a few rounds.</summary>
/// <remarks>
/// What a round itself allocates it allocates in each, while the runtime's own bookkeeping, such as that of tiered compilation, comes
/// once. Compiled into every test project that counts.
/// </remarks>
internal static class Allocations
{
    private const int MostRounds = 5;

    /// <summary>The least bytes that <paramref name="round"/> allocates on the calling thread.</summary>
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

    /// <summary>The least bytes that the process allocates during <paramref name="round"/>: for tests that run alone.</summary>
    public static async Task<long> LeastOfProcessAsync(Func<Task> round)
    {
        long least = long.MaxValue;
        for (int i = 0; i < MostRounds && least > 0; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await round();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
