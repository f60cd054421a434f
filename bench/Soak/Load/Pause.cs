using System.Threading.Tasks.Sources;

namespace HotPath.Soak.Load;

/// <summary>Waits by an <see cref="AlarmClock"/>, again and again, one wait at a time; whoever waits goes on on the clock's thread.</summary>
internal sealed class Pause(AlarmClock clock) : IAlarm, IValueTaskSource<bool>
{
    private ManualResetValueTaskSourceCore<bool> _source;

    /// <param name="moment">A time stamp; one that is not after <paramref name="now"/> is no wait at all.</param>
    /// <returns>False when the clock has ended.</returns>
    public ValueTask<bool> UntilAsync(long moment, long now)
    {
        if (moment <= now) return new ValueTask<bool>(!clock.HasEnded);

        _source.Reset();
        ValueTask<bool> wait = new(this, _source.Version);
        clock.Set(this, moment);
        return wait;
    }

    void IAlarm.Ring(bool inTime) => _source.SetResult(inTime);

    bool IValueTaskSource<bool>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
