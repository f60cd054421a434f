using HotPath.Recording;

namespace HotPath.Soak.Machine;

/// <summary>
/// Turns the events of a .NET runtime's garbage collector (Microsoft-Windows-DotNETRuntime, keyword GC) into pauses and counts. One thread tells, in the
/// events' order; any thread reads.
/// </summary>
/// <param name="tellsRequestedApart">Whether pauses of collections that a program asked for are recorded by themselves.</param>
internal sealed class GcEvents(bool tellsRequestedApart)
{
    public const int StartId = 1;
    public const int EndId = 2;
    public const int RestartEndId = 3;
    public const int SuspendBeginId = 9;

    private const long NanosecondsPerTick = 100;
    private const int Gen2 = 2;

    private long _requested;
    private long _requestedGen2;
    private long _lastEnded;
    private long _stoppedAt;
    private bool _isStopped;
    private bool _isRequested;

    /// <summary>In nanoseconds, from before the threads are stopped until they run again.</summary>
    public LatencyRecorder Pauses { get; } = new();

    /// <summary>The same of collections that a program asked for; empty where they are not told apart.</summary>
    public LatencyRecorder RequestedPauses { get; } = new();

    /// <summary>Collections that a program asked for.</summary>
    public long Requested => Volatile.Read(ref _requested);

    public long RequestedGen2 => Volatile.Read(ref _requestedGen2);

    /// <summary>The number of the last collection that ended; the runtime counts them from 1.</summary>
    public long LastEnded => Volatile.Read(ref _lastEnded);

    public void OnStart(uint generation, uint reason)
    {
        _isRequested = IsRequest(reason);
        if (!_isRequested) return;

        Interlocked.Increment(ref _requested);
        if (generation == Gen2) Interlocked.Increment(ref _requestedGen2);
    }

    public void OnEnd(uint number)
    {
        if (number > LastEnded) Volatile.Write(ref _lastEnded, number); // a background collection ends after younger ones that began later
    }

    /// <param name="ticks">Of 100 ns, from any moment that stays the same.</param>
    public void OnSuspendBegin(uint reason, long ticks)
    {
        _isStopped = IsForCollection(reason);
        _isRequested = false;
        _stoppedAt = ticks;
    }

    /// <returns>The pause in nanoseconds; null where the threads stood still for another reason.</returns>
    public long? OnRestartEnd(long ticks)
    {
        if (!_isStopped) return null;

        _isStopped = false;
        long pause = (ticks - _stoppedAt) * NanosecondsPerTick;
        (_isRequested && tellsRequestedApart ? RequestedPauses : Pauses).Record(pause);
        return pause;
    }

    /// <summary>GCSuspendEEBegin_V1: 1 a collection, 6 the preparation of one; the others are debuggers, profilers and the like.</summary>
    private static bool IsForCollection(uint reason) => reason is 1 or 6;

    /// <summary>GCStart: 1 induced, 7 induced and not forced, 10 compacting, 17 aggressive. Induced for want of memory (9) is the runtime's own wish.</summary>
    private static bool IsRequest(uint reason) => reason is 1 or 7 or 10 or 17;
}
