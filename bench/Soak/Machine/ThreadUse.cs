namespace HotPath.Soak.Machine;

/// <summary>What threads have used.</summary>
/// <param name="CpuNanoseconds">0 where the system does not tell the CPU time of a thread.</param>
/// <param name="AllocatedBytes">On the managed heap, exact to the byte.</param>
internal readonly record struct ThreadUse(long CpuNanoseconds, long AllocatedBytes)
{
    /// <summary>Of the calling thread since it began. Any thread; a system call of some 0.2 us.</summary>
    public static ThreadUse OfThisThread => new(ThreadCpu.Clock?.Invoke() ?? 0, GC.GetAllocatedBytesForCurrentThread());

    public static ThreadUse operator +(ThreadUse one, ThreadUse other) => new(one.CpuNanoseconds + other.CpuNanoseconds, one.AllocatedBytes + other.AllocatedBytes);

    public static ThreadUse operator -(ThreadUse to, ThreadUse from) => new(to.CpuNanoseconds - from.CpuNanoseconds, to.AllocatedBytes - from.AllocatedBytes);
}

/// <summary>What one thread has used, as it last said so. That thread writes, any reads.</summary>
internal sealed class ThreadUseTrack
{
    private long _cpuNanoseconds;
    private long _allocatedBytes;

    public ThreadUse Last => new(Volatile.Read(ref _cpuNanoseconds), Volatile.Read(ref _allocatedBytes));

    public void Update()
    {
        ThreadUse use = ThreadUse.OfThisThread;
        Volatile.Write(ref _cpuNanoseconds, use.CpuNanoseconds);
        Volatile.Write(ref _allocatedBytes, use.AllocatedBytes);
    }
}
