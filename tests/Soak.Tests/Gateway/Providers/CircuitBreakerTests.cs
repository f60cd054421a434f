using HotPath.Soak.Gateway.Providers;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway.Providers;

public sealed class CircuitBreakerTests
{
    private const long Open = 2_000_000_000;

    private readonly CircuitBreaker _breaker = new(new BreakerSettings { Failures = 3, Open = TimeSpan.FromSeconds(2) });

    [Fact]
    public void Fail_AsManyInARowAsItTakes_OpensWithTheLast()
    {
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(_ => Fail(at: 5)));

        Assert.Equal(BreakerState.Open, _breaker.StateAt(5));
        Assert.False(_breaker.TryEnter(5 + Open - 1, out _));
    }

    [Fact]
    public void Succeed_AmongFailures_StartsTheRowAnew()
    {
        Fail(0);
        Fail(0);
        _breaker.Succeed(isProbe: false);

        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(_ => Fail(0)));
    }

    [Fact]
    public void TryEnter_AfterItsTime_LetsOneThroughAndNoOther()
    {
        OpenAt(0);

        Assert.Equal(BreakerState.HalfOpen, _breaker.StateAt(Open));
        Assert.True(_breaker.TryEnter(Open, out bool isProbe));
        Assert.True(isProbe);
        Assert.False(_breaker.TryEnter(Open, out _));
        Assert.False(_breaker.TryEnter(10 * Open, out bool isAnother));
        Assert.False(isAnother);
    }

    [Fact]
    public void Succeed_OfTheProbe_ClosesAndForgetsTheFailures()
    {
        OpenAt(0);
        _breaker.TryEnter(Open, out bool isProbe);
        _breaker.Succeed(isProbe);

        Assert.Equal(BreakerState.Closed, _breaker.StateAt(Open));
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(_ => Fail(Open)));
    }

    [Fact]
    public void Fail_OfTheProbe_OpensAgainFromThatMoment()
    {
        OpenAt(0);
        _breaker.TryEnter(Open, out bool isProbe);

        Assert.True(_breaker.Fail(isProbe, Open + 7));
        Assert.False(_breaker.TryEnter(Open + 7 + Open - 1, out _));
        Assert.True(_breaker.TryEnter(Open + 7 + Open, out _));
    }

    [Fact]
    public void Leave_OfTheProbe_LetsAnotherOneThrough()
    {
        OpenAt(0);
        _breaker.TryEnter(Open, out bool isProbe);
        _breaker.Leave(isProbe);

        Assert.True(_breaker.TryEnter(Open, out bool isNext));
        Assert.True(isNext);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OutcomeOfAnAttemptFromBefore_WhileTheProbeRuns_ChangesNothing(bool succeeds)
    {
        OpenAt(0);
        _breaker.TryEnter(Open, out _);

        if (succeeds) _breaker.Succeed(isProbe: false);
        else Assert.False(_breaker.Fail(isProbe: false, Open));

        Assert.Equal(BreakerState.HalfOpen, _breaker.StateAt(Open));
        Assert.False(_breaker.TryEnter(Open, out _));
    }

    private void OpenAt(long moment)
    {
        while (!Fail(moment))
        {
        }
    }

    private bool Fail(long at)
    {
        Assert.True(_breaker.TryEnter(at, out bool isProbe));
        return _breaker.Fail(isProbe, at);
    }
}
