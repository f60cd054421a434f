namespace HotPath.Soak.Tests.Distributed.Session;

/// <summary>A clock with its timers, which stands still until it is moved.</summary>
internal sealed class HandTime : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly List<HandTimer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => Begin.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        HandTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Each timer that falls due is called at its time, by the caller.</summary>
    public void Pass(TimeSpan time)
    {
        long end = _now + time.Ticks;
        while (NextBefore(end) is { } timer)
        {
            Interlocked.Exchange(ref _now, Math.Max(_now, timer.DueAt));
            timer.Fire();
        }

        Interlocked.Exchange(ref _now, end);
    }

    /// <summary>Time passes while this process stands still: timers that fell due are called once, at its end.</summary>
    public void Jump(TimeSpan time)
    {
        long end = Interlocked.Add(ref _now, time.Ticks);
        HandTimer[] due;
        lock (_lock) due = [.. _timers.Where(timer => timer.DueAt <= end)];
        foreach (HandTimer timer in due) timer.Fire();
    }

    /// <summary>Lets a second pass whenever somebody waits for it, and only then: nobody is overtaken by the time.</summary>
    public async Task PassAsync(Func<bool> until)
    {
        long startedAt = System.GetTimestamp();
        while (!until())
        {
            Assert.True(System.GetElapsedTime(startedAt) < FakeMaster.Patience, "What was waited for did not come, and nobody waits for the time.");
            if (IsAwaited(Second)) Pass(Second);
            else await Task.Yield();
        }
    }

    private bool IsAwaited(TimeSpan within)
    {
        lock (_lock) return _timers.Any(timer => timer.IsOnce && timer.DueAt <= _now + within.Ticks);
    }

    private HandTimer? NextBefore(long end)
    {
        lock (_lock) return _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
    }

    private sealed class HandTimer(HandTime time, Action callback) : ITimer
    {
        private TimeSpan _period;

        public bool IsOnce => _period <= TimeSpan.Zero;

        public long DueAt { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                _period = period;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time.GetTimestamp() + dueTime.Ticks;
                time._timers.Remove(this);
                if (DueAt != long.MaxValue) time._timers.Add(this);
            }

            return true;
        }

        public void Fire()
        {
            Change(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan, _period);
            callback();
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
