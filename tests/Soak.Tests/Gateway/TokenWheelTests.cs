using HotPath.Soak.Gateway;

namespace HotPath.Soak.Tests.Gateway;

public sealed class TokenWheelTests : IDisposable
{
    private const long Hour = 3_600_000_000_000;

    private readonly TokenWheel _wheel = new();

    public void Dispose() => _wheel.Dispose();

    [Fact]
    public async Task WaitUntilAsync_ManyMoments_EndsNoneEarly()
    {
        Task<long>[] waits = [.. Enumerable.Range(0, 500).Select(async wait =>
        {
            long dueAt = _wheel.Now + (wait * 173_000);
            await _wheel.WaitUntilAsync(dueAt, TestContext.Current.CancellationToken);
            return _wheel.Now - dueAt;
        })];

        Assert.All(await Task.WhenAll(waits), late => Assert.True(late >= 0, $"{-late} ns early"));
        Assert.True(_wheel.MaxLagMs >= _wheel.MeanLagMs);
    }

    [Fact]
    public async Task WaitUntilAsync_Cancelled_EndsAtOnce()
    {
        using CancellationTokenSource cancel = new();
        Task wait = _wheel.WaitUntilAsync(_wheel.Now + Hour, cancel.Token);

        await cancel.CancelAsync();

        await wait;
    }

    [Fact]
    public async Task Fire_ThatReturnsMoments_IsCalledAtEach()
    {
        Repeating timer = new(times: 20, apart: 700_000);
        _wheel.Arm(timer, _wheel.Now);

        List<long> late = await timer.Ended;

        Assert.Equal(20, late.Count);
        Assert.All(late, nanoseconds => Assert.True(nanoseconds >= 0));
    }

    [Fact]
    public async Task Wake_BeforeItIsArmed_IsNotLost()
    {
        Repeating timer = new(times: 1, apart: 0);
        _wheel.Wake(timer);
        _wheel.Arm(timer, _wheel.Now + Hour);

        Assert.Single(await timer.Ended);
    }

    private sealed class Repeating(int times, long apart) : WheelTimer
    {
        private readonly TaskCompletionSource<List<long>> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<long> _late = [];
        private long _dueAt;

        public Task<List<long>> Ended => _ended.Task;

        public override long Fire(long now)
        {
            _late.Add(now - _dueAt);
            _dueAt = now + apart;
            if (_late.Count < times) return _dueAt;

            _ended.SetResult(_late);
            return NotArmed;
        }
    }
}
