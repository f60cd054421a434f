using System.Diagnostics;

namespace HotPath.Soak.Tests.Gateway;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class HandClock : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => Stopwatch.Frequency;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public void Move(long nanoseconds) => Interlocked.Add(ref _now, HotPath.Soak.Machine.Elapsed.Stamps(nanoseconds));
}
