using System.Runtime.InteropServices;

namespace HotPath.Soak.Machine;

/// <summary>The CPU time of the calling thread. Only Linux is asked.</summary>
internal static partial class ThreadCpu
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID, linux/time.h

    /// <summary>In nanoseconds since the thread began; any thread, a system call of some 0.2 us. Null where the system is not asked.</summary>
    public static Func<long>? Clock { get; } = OperatingSystem.IsLinux() ? Nanoseconds : null;

    private static long Nanoseconds() => ClockGetTime(ThreadCpuTime, out TimeSpec time) == 0
        ? ((long)time.Seconds * 1_000_000_000) + time.Nanoseconds
        : throw new InvalidOperationException($"clock_gettime failed with {Marshal.GetLastPInvokeError()}; a thread's own clock is always there.");

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
