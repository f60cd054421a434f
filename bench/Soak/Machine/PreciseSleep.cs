using System.Diagnostics;
using System.Runtime.InteropServices;
using HotPath.Threads;

namespace HotPath.Soak.Machine;

/// <summary>
/// Sleeps the calling thread until an absolute moment. On Linux by <c>clock_nanosleep</c> with a timer slack of 1 ns, which wakes
/// within tens of microseconds and does not drift; elsewhere by <see cref="Thread.Sleep(TimeSpan)"/>, which may be a timer tick late.
/// </summary>
internal static partial class PreciseSleep
{
    private const int ClockMonotonic = 1;
    private const int AbsoluteTime = 1;
    private const int Interrupted = 4;
    private const int SetTimerSlack = 29;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Stopwatch stamps are CLOCK_MONOTONIC nanoseconds on Linux, which is what the kernel is asked to wait for.</summary>
    private static readonly bool KernelTakesStamps = OperatingSystem.IsLinux() && Stopwatch.Frequency == NanosecondsPerSecond;

    /// <summary>
    /// Called once by a thread of its own, before it sleeps: without it the kernel may wake it 50 us late to save power, and then have it wait for its turn.
    /// </summary>
    public static void PrepareThread()
    {
        if (OperatingSystem.IsLinux()) _ = ProcessControl(SetTimerSlack, 1, 0, 0, 0);
        SchedulerSlice.Set(SchedulerSlice.Shortest);
    }

    /// <param name="stamp">A <see cref="Stopwatch"/> time stamp. In the past: returns at once.</param>
    public static void Until(long stamp)
    {
        if (KernelTakesStamps)
        {
            TimeSpec moment = new(stamp / NanosecondsPerSecond, stamp % NanosecondsPerSecond);
            while (ClockNanoSleep(ClockMonotonic, AbsoluteTime, in moment, 0) == Interrupted)
            {
            }

            return;
        }

        TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), stamp);
        if (left > TimeSpan.Zero)
        {
            Thread.Sleep(left);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int ClockNanoSleep(int clock, int flags, in TimeSpec moment, nint remaining);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint first, nuint second, nuint third, nuint fourth);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec(long seconds, long nanoseconds)
    {
        private readonly nint _seconds = (nint)seconds;
        private readonly nint _nanoseconds = (nint)nanoseconds;
    }
}
