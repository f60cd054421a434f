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

    /// <summary>Ten thousand clients are turned away at one moment and told to come again in a second: how many of them come within one tenth of a second.</summary>
    [Theory]
    [InlineData(nameof(RetryJitter.None), 10_000, 10_000)] // a herd
    [InlineData(nameof(RetryJitter.Full), 1_000, 1_200)]
    [InlineData(nameof(RetryJitter.Scaled), 1_000, 1_200)]
    [InlineData(nameof(RetryJitter.Added), 1_000, 1_200)]
    public void PauseAfter_ManyTurnedAwayAtOnce_ComeAgainAtOnceOrSpread(string jitter, int least, int most)
    {
        RetryPolicy policy = new(new RetrySettings { Base = TimeSpan.FromSeconds(1), Jitter = Enum.Parse<RetryJitter>(jitter) }, LongestWait);

        TimeSpan[] pauses = [.. Enumerable.Range(0, 10_000).Select(seed => policy.PauseAfter(1, TimeSpan.FromSeconds(1), seed)!.Value)];

        int peak = pauses.CountBy(pause => (int)(pause.TotalSeconds * 10)).Max(tenth => tenth.Value);
        Assert.InRange(peak, least, most); // five standard errors above the thousand that an even spread has
    }

    [Theory]
    [InlineData(nameof(RetryJitter.None), 1, null, 1, 1)]
    [InlineData(nameof(RetryJitter.None), 2, null, 2, 2)]
    [InlineData(nameof(RetryJitter.None), 4, null, 3, 3)] // capped
    [InlineData(nameof(RetryJitter.None), 4, 7.0, 7, 7)]
    [InlineData(nameof(RetryJitter.Scaled), 2, null, 1, 3)]
    [InlineData(nameof(RetryJitter.Scaled), 3, 8.0, 4, 12)]
    [InlineData(nameof(RetryJitter.Added), 1, null, 1, 2)]
    [InlineData(nameof(RetryJitter.Added), 2, 0.5, 1, 2)]
    [InlineData(nameof(RetryJitter.Added), 2, 7.0, 3, 3)] // capped, whatever is asked for
    public void PauseAfter_EachJitter_IsWithinItsBounds(string jitter, int attempts, double? asked, double least, double most)
    {
        RetryPolicy policy = new(new RetrySettings { Attempts = 5, Base = TimeSpan.FromSeconds(1), Cap = TimeSpan.FromSeconds(3), Jitter = Enum.Parse<RetryJitter>(jitter) }, LongestWait);

        double[] pauses =
        [
            .. Enumerable.Range(0, 10_000).Select(seed => policy.PauseAfter(attempts, asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null, seed)!.Value.TotalSeconds),
        ];

        Assert.InRange(pauses.Min(), least, least + ((most - least) * 0.01));
        Assert.InRange(pauses.Max(), most - ((most - least) * 0.01), most);
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
