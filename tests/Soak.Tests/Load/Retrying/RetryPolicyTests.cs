using HotPath.Soak.Load.Retrying;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Load.Retrying;

public sealed class RetryPolicyTests
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly RetryPolicy Policy = new(
        new RetrySettings { Attempts = 5, Base = TimeSpan.FromSeconds(1), Cap = TimeSpan.FromSeconds(3) }, LongestWait);

    [Theory]
    [InlineData(nameof(Outcome.RateLimited), 429, true)]
    [InlineData(nameof(Outcome.ServerError), 500, true)]
    [InlineData(nameof(Outcome.UpstreamError), 503, true)]
    [InlineData(nameof(Outcome.ServerError), 599, true)]
    [InlineData(nameof(Outcome.ClientError), 408, true)]
    [InlineData(nameof(Outcome.ClientError), 409, true)]
    [InlineData(nameof(Outcome.ClientError), 400, false)]
    [InlineData(nameof(Outcome.ClientError), 499, false)]
    [InlineData(nameof(Outcome.ClientError), 301, false)]
    [InlineData(nameof(Outcome.Unauthorized), 401, false)]
    [InlineData(nameof(Outcome.Truncated), 503, true)] // turned away, though not even that came whole
    [InlineData(nameof(Outcome.Truncated), 200, false)]
    [InlineData(nameof(Outcome.Timeout), 200, false)]
    [InlineData(nameof(Outcome.InBandError), 200, false)]
    [InlineData(nameof(Outcome.ConnectionError), 0, true)]
    [InlineData(nameof(Outcome.Timeout), 0, true)]
    [InlineData(nameof(Outcome.Malformed), 0, false)]
    [InlineData(nameof(Outcome.Cancelled), 0, false)]
    public void IsRetryable_EachEnd_IsOnlyWhatHasNotBegunWell(string outcome, int status, bool expected)
    {
        Assert.Equal(expected, RetryPolicy.IsRetryable(Enum.Parse<Outcome>(outcome), status));
    }

    [Fact]
    public void PauseAfter_FullJitter_IsUniformUpToTheDoubledAndCappedBase()
    {
        double[] most = [1, 2, 3, 3];
        for (int attempts = 1; attempts <= 4; attempts++)
        {
            double[] pauses = [.. Enumerable.Range(0, 20_000).Select(seed => Policy.PauseAfter(attempts, asked: null, seed)!.Value.TotalSeconds)];

            double bound = most[attempts - 1];
            Assert.InRange(pauses.Min(), 0, bound * 0.001);
            Assert.InRange(pauses.Max(), bound * 0.999, bound);
            Assert.InRange(pauses.Average() / bound, 0.5 - 0.011, 0.5 + 0.011); // five standard errors
        }
    }

    [Fact]
    public void PauseAfter_TheTargetAsks_WaitsThatAndTheJitterOnTop()
    {
        TimeSpan[] pauses = [.. Enumerable.Range(0, 1_000).Select(seed => Policy.PauseAfter(1, TimeSpan.FromSeconds(7), seed)!.Value)];

        Assert.InRange(pauses.Min(), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.01));
        Assert.InRange(pauses.Max(), TimeSpan.FromSeconds(7.99), TimeSpan.FromSeconds(8));
        Assert.NotNull(Policy.PauseAfter(1, LongestWait, seed: 1));
        Assert.Null(Policy.PauseAfter(1, LongestWait + TimeSpan.FromTicks(1), seed: 1));
    }

    [Fact]
    public void PauseAfter_LastAttempt_IsNone()
    {
        Assert.NotNull(Policy.PauseAfter(4, null, seed: 1));
        Assert.Null(Policy.PauseAfter(5, null, seed: 1));
    }

    [Fact]
    public void PauseAfter_SameSeedAndAttempt_IsTheSame()
    {
        Assert.Equal(Policy.PauseAfter(2, null, seed: 42), Policy.PauseAfter(2, null, seed: 42));
        Assert.NotEqual(Policy.PauseAfter(2, null, seed: 42), Policy.PauseAfter(2, null, seed: 43));
    }

    [Theory]
    [InlineData(0.1, 10, 1)]
    [InlineData(0.1, 19, 1)]
    [InlineData(0.1, 20, 2)]
    [InlineData(0, 1_000, 0)]
    [InlineData(2, 3, 6)]
    public void TryTake_AnyShare_IsNeverExceededAndUsedUp(double share, int requests, int expected)
    {
        RetryBudget budget = new(share);
        for (int i = 0; i < requests; i++) budget.CountRequest();

        Assert.Equal(expected, Enumerable.Range(0, 100).Count(_ => budget.TryTake()));
    }

    [Fact]
    public void TryTake_FromManyThreads_GivesNoMoreThanTheShare()
    {
        RetryBudget budget = new(0.5);
        for (int i = 0; i < 1_000; i++) budget.CountRequest();
        int taken = 0;

        Parallel.For(0, 10_000, _ =>
        {
            if (budget.TryTake()) Interlocked.Increment(ref taken);
        });

        Assert.InRange(taken, 1, 500);
        while (budget.TryTake()) taken++; // what others had reserved for a moment is there again
        Assert.Equal(500, taken);
    }
}
