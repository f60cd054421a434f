using System.Threading.Tasks.Sources;

namespace HotPath.Soak.Load;

/// <summary>One user's pauses, one after the other, each until a moment or until all pauses are cut short; a pause allocates nothing.</summary>
internal sealed class Pause : IValueTaskSource<bool>, IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly CancellationToken _cut;
    private readonly CancellationTokenRegistration _registration;
    private ManualResetValueTaskSourceCore<bool> _source;
    private int _isOn;

    /// <param name="cut">Ends the pause that is on, and every later one at once.</param>
    public Pause(TimeProvider time, CancellationToken cut)
    {
        _time = time;
        _cut = cut;
        _timer = time.CreateTimer(static self => ((Pause)self!).End(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _registration = cut.UnsafeRegister(static self => ((Pause)self!).End(), this);
    }

    /// <returns>False when the wait was cut short.</returns>
    public ValueTask<bool> UntilAsync(long moment)
    {
        TimeSpan left = _time.GetElapsedTime(_time.GetTimestamp(), moment);
        if (left <= TimeSpan.Zero || _cut.IsCancellationRequested) return new ValueTask<bool>(!_cut.IsCancellationRequested);

        _source.Reset();
        ValueTask<bool> pause = new(this, _source.Version);
        Interlocked.Exchange(ref _isOn, 1); // before the token is looked at: either the cut finds the pause on, or it is found here
        _timer.Change(left, Timeout.InfiniteTimeSpan);
        if (_cut.IsCancellationRequested) End();
        return pause;
    }

    public void Dispose()
    {
        _registration.Unregister(); // without waiting: this may be what the cut's own callback runs
        _timer.Dispose();
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void End()
    {
        if (Interlocked.Exchange(ref _isOn, 0) != 0) _source.SetResult(!_cut.IsCancellationRequested);
    }
}
