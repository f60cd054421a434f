using System.Runtime.InteropServices;

namespace HotPath.Soak.Machine;

/// <summary>The CPU time of the calling thread.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <returns>Nanoseconds since the thread's start; 0 where the system is not Linux.</returns>
    public static long Nanoseconds => OperatingSystem.IsLinux() && ClockGetTime(ThreadCpuTime, out TimeSpec time) == 0
        ? (time.Seconds * NanosecondsPerSecond) + time.Nanoseconds
        : 0;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
