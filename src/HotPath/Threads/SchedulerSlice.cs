using System.Runtime.InteropServices;

namespace HotPath.Threads;

/// <summary>
/// How long the kernel lets a thread run before others get its core. A thread that wakes takes the core at once from one with a longer slice, and else waits for its turn,
/// which may be milliseconds; so what keeps time, or stamps what arrives, wants a shorter one than what computes.
/// </summary>
/// <remarks>
/// Linux from 6.12 on (EEVDF, <c>sched_setattr</c>; see <c>Documentation/scheduler/sched-eevdf.rst</c> and <c>PREEMPT_SHORT</c> in the kernel's sources). It needs no rights, and is no priority: who runs
/// shorter gets no larger share of the core. Elsewhere nothing happens.
/// </remarks>
public static partial class SchedulerSlice
{
    private const int CallingThread = 0;
    private const uint Normal = 0; // SCHED_OTHER
    private const ulong ResetOnFork = 1;
    private const int NanosecondsPerTick = 100;

    // Of sched_getattr; sched_setattr is the one before it. C libraries have no functions for them before glibc 2.41.
    private static readonly nint? ReadCall = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 315,
        Architecture.Arm64 => 275,
        _ => null,
    };

    /// <summary>The shortest that the kernel grants: 100 us. The longest is 100 ms.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromMicroseconds(100);

    /// <summary>That of the calling thread; null where nothing says it.</summary>
    public static TimeSpan? OfCallingThread => TryRead(out Attributes attributes) && attributes.SliceNanoseconds > 0
        ? TimeSpan.FromTicks((long)attributes.SliceNanoseconds / NanosecondsPerTick)
        : null;

    /// <summary>Gives the calling thread another slice. Where it cannot be had the thread keeps its own; <see cref="OfCallingThread"/> tells.</summary>
    /// <param name="slice">More than zero; the kernel takes what it grants that is nearest.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or less.</exception>
    public static void Set(TimeSpan slice)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(slice, TimeSpan.Zero);
        if (!TryRead(out Attributes attributes) || attributes.Policy != Normal) return; // of real-time threads the field means something else

        attributes.Flags |= ResetOnFork; // threads that it starts, such as the pool's, compute
        attributes.SliceNanoseconds = (ulong)slice.Ticks * NanosecondsPerTick;
        _ = Write(ReadCall!.Value - 1, CallingThread, in attributes, 0);
    }

    private static bool TryRead(out Attributes attributes)
    {
        attributes = default;
        return OperatingSystem.IsLinux() && ReadCall is { } read && Read(read, CallingThread, out attributes, Attributes.Size, 0) == 0;
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Read(nint call, nint thread, out Attributes attributes, nuint size, nuint flags);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Write(nint call, nint thread, in Attributes attributes, nuint flags);

    // struct sched_attr in its first version, whose sched_runtime is the slice.
    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public const int Size = 48;

        public uint StructSize;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong SliceNanoseconds;
        public ulong Deadline;
        public ulong Period;
    }
}
