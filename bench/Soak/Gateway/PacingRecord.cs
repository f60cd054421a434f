using HotPath.Recording;

namespace HotPath.Soak.Gateway;

/// <summary>
/// How the gateway kept its own schedule, stamped as events are handed to the transport. Where that sends within the call, over HTTP/1.1
/// and TLS, this is when they left; HTTP/2 in the clear is sent from the thread pool, and late by <see cref="PoolDelay"/> more.
/// From any thread; only grows. Durations are in nanoseconds.
/// </summary>
internal sealed class PacingRecord
{
    private long _coalesced;
    private long _held;

    /// <summary>From a request's arrival to its first token.</summary>
    public LatencyRecorder Ttft { get; } = new();

    /// <summary>Between two tokens of a stream.</summary>
    public LatencyRecorder Gap { get; } = new();

    /// <summary>From when a token, or an answer in one piece, could have been written: due, and held by neither a fault nor its reader.</summary>
    public LatencyRecorder Late { get; } = new();

    /// <summary>What work waits for the thread pool.</summary>
    public LatencyRecorder PoolDelay { get; } = new();

    /// <summary>Tokens planned at another tick than the one before, but due already when that was written: their gap was lost.</summary>
    public long Coalesced => Volatile.Read(ref _coalesced);

    /// <summary>Tokens that fell due while the client did not take what was sent.</summary>
    public long Held => Volatile.Read(ref _held);

    public void CountCoalesced() => Interlocked.Increment(ref _coalesced);

    public void CountHeld() => Interlocked.Increment(ref _held);
}
