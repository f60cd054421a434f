namespace HotPath.Gate.Micro.Instructions;

/// <summary>How often a benchmark is called in the two processes whose difference is its count.</summary>
internal static class CountSize
{
    /// <summary>
    /// What the second process does more, in time outside of valgrind. Start-up differs from process to process by less than a million instructions, and
    /// this is a hundred million or more of them.
    /// </summary>
    private const double MeasuredNanoseconds = 50e6;

    /// <summary>More than the first calls, which set up what later ones use.</summary>
    private const int MostAtFirst = 16;

    private const int Most = 500_000_000; // BenchmarkDotNet takes 32 bits

    /// <param name="nanoseconds">An operation, above 0.</param>
    public static int First(double nanoseconds) => (int)Math.Clamp(Wanted(nanoseconds) / 8, 1, MostAtFirst);

    /// <param name="operationsACall">What the first process turned out to do in one call.</param>
    public static int Second(double nanoseconds, long operationsACall) =>
        First(nanoseconds) + (int)Math.Clamp(Wanted(nanoseconds) / operationsACall, 1, Most);

    private static double Wanted(double nanoseconds) => MeasuredNanoseconds / nanoseconds;
}
