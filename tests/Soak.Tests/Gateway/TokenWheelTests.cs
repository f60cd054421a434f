using HotPath.Soak.Gateway;

namespace HotPath.Soak.Tests.Gateway;

public sealed class TokenWheelTests
{
    private const long Millisecond = TokenWheel.TickNanoseconds;
    private const long Hour = 3_600_000_000_000;

    private readonly HandClock _clock = new();
    private readonly TokenWheel _wheel;

    public TokenWheelTests()
    {
        _wheel = new TokenWheel(_clock);
    }

    [Theory]
    [InlineData(0, 1)] // the tick that has begun is over
    [InlineData(1, 1)]
    [InlineData(Millisecond, 1)]
    [InlineData(Millisecond + 1, 2)]
    [InlineData(5_000 * Millisecond, 5_000)] // more than a turn of the slots
    public void Turn_AtEachTick_CallsATimerAtTheFirstOneNotBeforeItsMoment(long dueAt, int tick)
    {
        Repeating timer = new(times: 1, apart: 0);
        _wheel.Arm(timer, dueAt);

        List<int> calledAt = [];
        for (int now = 1; now <= 5_001; now++)
        {
            int before = timer.Calls.Count;
            MoveAndTurn(Millisecond);
            if (timer.Calls.Count > before) calledAt.Add(now);
        }

        Assert.Equal([tick], calledAt);
    }

    [Fact]
    public void Turn_TimerThatReturnsMoments_IsCalledAtEach()
    {
        Repeating timer = new(times: 20, apart: 7 * Millisecond);
        _wheel.Arm(timer, 3 * Millisecond);

        for (int tick = 0; tick < 200; tick++) MoveAndTurn(Millisecond);

        Assert.Equal(Enumerable.Range(0, 20).Select(call => (3 + (7 * call)) * Millisecond), timer.Calls);
    }

    [Fact]
    public void Turn_AfterADelay_CallsAllThatIsDueWithTheMomentItIs()
    {
        Repeating[] timers = [.. Enumerable.Range(0, 50).Select(_ => new Repeating(times: 1, apart: 0))];
        for (int timer = 0; timer < timers.Length; timer++) _wheel.Arm(timers[timer], timer * Millisecond);

        MoveAndTurn(30 * Millisecond);

        Assert.Equal(31, timers.Count(timer => timer.Calls.Count == 1));
        Assert.All(timers[..31], timer => Assert.Equal([30 * Millisecond], timer.Calls));
    }

    [Fact]
    public void NextTurnAt_AfterATurn_IsTheNextTicksStamp()
    {
        MoveAndTurn((3 * Millisecond) + 10);

        Assert.Equal(_wheel.StampOf(4 * Millisecond), _wheel.NextTurnAt);
    }

    [Fact]
    public void Wake_BeforeItIsArmed_IsNotLost()
    {
        Repeating timer = new(times: 1, apart: 0);
        _wheel.Wake(timer);
        _wheel.Arm(timer, Hour);

        MoveAndTurn(Millisecond);

        Assert.Single(timer.Calls);
    }

    [Fact]
    public void Wake_WhileItWaits_CallsItAtTheNextTick()
    {
        Repeating timer = new(times: 1, apart: 0);
        _wheel.Arm(timer, Hour);
        MoveAndTurn(Millisecond);
        _wheel.Wake(timer);

        MoveAndTurn(Millisecond);

        Assert.Equal([2 * Millisecond], timer.Calls);
    }

    [Fact]
    public async Task WaitUntilAsync_OnItsThread_EndsNoWaitEarly()
    {
        TokenWheel wheel = new(TimeProvider.System);
        using WheelThread thread = new(wheel);
        Task<long>[] waits = [.. Enumerable.Range(0, 500).Select(async wait =>
        {
            long dueAt = wheel.Now + (wait * 173_000);
            await wheel.WaitUntilAsync(dueAt, TestContext.Current.CancellationToken);
            return wheel.Now - dueAt;
        })];

        Assert.All(await Task.WhenAll(waits), late => Assert.True(late >= 0, $"{-late} ns early"));
    }

    [Fact]
    public async Task WaitUntilAsync_Cancelled_EndsAtTheNextTick()
    {
        using CancellationTokenSource cancel = new();
        Task wait = _wheel.WaitUntilAsync(Hour, cancel.Token);
        MoveAndTurn(Millisecond);
        Assert.False(wait.IsCompleted);

        await cancel.CancelAsync();
        MoveAndTurn(Millisecond);

        await wait;
    }

    private void MoveAndTurn(long nanoseconds)
    {
        _clock.Move(nanoseconds);
        _wheel.Turn();
    }

    private sealed class Repeating(int times, long apart) : WheelTimer
    {
        public List<long> Calls { get; } = [];

        public override long Fire(long now)
        {
            Calls.Add(now);
            return Calls.Count < times ? now + apart : NotArmed;
        }
    }
}
