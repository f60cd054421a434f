namespace HotPath.Http;

/// <summary>
/// Adds up the CPU time of one handshake: the stretches in which a thread works on it, from when it gets the thread until it waits
/// again. One thread at a time.
/// </summary>
/// <param name="threadCpu">The CPU time of the calling thread, in nanoseconds; null: nothing is measured.</param>
internal sealed class HandshakeCpu(Func<long>? threadCpu)
{
    private long _from;
    private int _thread;
    private long _sum;
    private bool _isBroken;

    /// <summary>Null where nobody measures, or where a stretch ended on another thread than it began on.</summary>
    public long? Nanoseconds => threadCpu is null || _isBroken ? null : _sum;

    /// <summary>The calling thread begins to work.</summary>
    public void Begin()
    {
        if (threadCpu is null) return;

        _thread = Environment.CurrentManagedThreadId;
        _from = threadCpu();
    }

    /// <summary>The calling thread has nothing more to do for now.</summary>
    public void End()
    {
        if (threadCpu is null) return;

        if (_thread == Environment.CurrentManagedThreadId) _sum += threadCpu() - _from;
        else _isBroken = true; // somebody handed the work to another thread, whose clock tells another time
    }
}
