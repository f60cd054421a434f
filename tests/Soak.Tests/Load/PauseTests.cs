using HotPath.Soak.Load;
using HotPath.Tests;

namespace HotPath.Soak.Tests.Load;

public sealed class PauseTests : IDisposable
{
    private readonly HandDrivenTime _time = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly Pause _pause;

    public PauseTests() => _pause = new Pause(_time, _cut.Token);

    public void Dispose()
    {
        _pause.Dispose();
        _cut.Dispose();
    }

    [Fact]
    public async Task UntilAsync_MomentsToCome_EndWhenTheyAreThere()
    {
        for (int moment = 10; moment <= 100; moment += 10)
        {
            Task<bool> pause = _pause.UntilAsync(_time.StampOf(moment)).AsTask();
            _time.GoTo(moment - 1);
            Assert.False(pause.IsCompleted);

            _time.GoTo(moment);

            Assert.True(await pause);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task UntilAsync_MomentThatIsNotToCome_IsOverAtOnce(int moment)
    {
        _time.GoTo(5);

        Task<bool> pause = _pause.UntilAsync(_time.StampOf(moment)).AsTask();

        Assert.True(pause.IsCompleted);
        Assert.True(await pause);
    }

    [Fact]
    public async Task UntilAsync_CutWhileItIsOn_EndsAndSaysSo()
    {
        Task<bool> pause = _pause.UntilAsync(_time.StampOf(10)).AsTask();

        await _cut.CancelAsync();

        Assert.False(await pause);
        _time.GoTo(20); // a timer that goes off later has nothing to end
        Assert.False(await _pause.UntilAsync(_time.StampOf(30)));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task UntilAsync_CutBefore_IsOverAtOnceAndSaysSo(int moment)
    {
        await _cut.CancelAsync();

        Assert.False(await _pause.UntilAsync(_time.StampOf(moment)));
    }

    [Fact]
    public void UntilAsync_ManyPauses_AllocatesNothing()
    {
        int ended = 0;
        _ = PauseOnAndOnAsync();
        Run();

        long allocated = Allocations.Least(Run);

        Assert.Equal(0, allocated);
        Assert.Equal(_time.GetTimestamp(), ended);

        async Task PauseOnAndOnAsync()
        {
            while (await _pause.UntilAsync(_time.StampOf(ended + 1)).ConfigureAwait(false)) ended++;
        }

        void Run()
        {
            for (int i = 0; i < 100; i++) _time.GoTo((int)_time.GetTimestamp() + 1);
        }
    }

    /// <summary>Milliseconds that pass when they are told to, and one timer, which is all a pause has.</summary>
    private sealed class HandDrivenTime : TimeProvider, ITimer
    {
        private TimerCallback? _callback;
        private object? _state;
        private int _now;
        private long _dueAt = long.MaxValue;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Null(_callback);
            (_callback, _state) = (callback, state);
            Change(dueTime, period);
            return this;
        }

        public long StampOf(int milliseconds) => milliseconds;

        public void GoTo(int milliseconds)
        {
            _now = milliseconds;
            if (_now < _dueAt) return;

            _dueAt = long.MaxValue;
            _callback!(_state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("It goes off once."); // an assertion would allocate
            _dueAt = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : _now + (long)dueTime.TotalMilliseconds;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
