using System.Diagnostics;

namespace HotPath.Soak.Machine;

/// <summary>The one place where time stamps become nanoseconds and back. A stamp is what <see cref="TimeProvider.GetTimestamp"/> gives.</summary>
internal static class Elapsed
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Every clock handed in here must tick at the rate of <see cref="Stopwatch"/>; on Linux that is nanoseconds.</summary>
    public static long Nanoseconds(long from, long to) =>
        Stopwatch.Frequency == NanosecondsPerSecond
            ? to - from
            : (long)((Int128)(to - from) * NanosecondsPerSecond / Stopwatch.Frequency);

    public static long Stamps(long nanoseconds) =>
        Stopwatch.Frequency == NanosecondsPerSecond
            ? nanoseconds
            : (long)((Int128)nanoseconds * Stopwatch.Frequency / NanosecondsPerSecond);

    public static long Stamps(TimeSpan duration) => Stamps(duration.Ticks * 100);
}
