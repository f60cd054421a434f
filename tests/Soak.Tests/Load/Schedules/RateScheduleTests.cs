using HotPath.Soak.Load.Schedules;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Load.Schedules;

public sealed class RateScheduleTests
{
    private const double NanosecondsPerSecond = 1e9;

    [Theory]
    [InlineData(50, 10, 500)]
    [InlineData(0.3, 10, 3)]   // 0.3 * 10 is a hair above 3 in doubles
    [InlineData(0.3, 11, 4)]   // 3.3: the fourth is due at 10 s
    [InlineData(1000, 0.001, 1)]
    [InlineData(7, 1.0 / 7, 1)]
    public void TryDueAt_ConstantRate_IsDueRateTimesTimeTimes(double rate, double seconds, long expected)
    {
        RateSchedule schedule = Even(new RateStage(TimeSpan.FromSeconds(seconds), rate, rate));

        Assert.True(schedule.TryDueAt(expected - 1, out _));
        Assert.False(schedule.TryDueAt(expected, out _));
        Assert.False(schedule.TryDueAt(expected + 1, out _));
    }

    [Fact]
    public void TryDueAt_ConstantRate_IsNumberOverRate()
    {
        RateSchedule schedule = Even(new RateStage(TimeSpan.FromHours(24), 333, 333));

        foreach (long number in (long[])[0, 1, 2, 332, 333, 1_000_003, (24 * 3_600 * 333) - 1])
        {
            Assert.InRange(DueAt(schedule, number) - (number / 333.0 * NanosecondsPerSecond), -1_000, 1_000);
        }
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(100, 0)]
    [InlineData(20, 80)]
    [InlineData(80, 20)]
    [InlineData(50, 50.0000001)] // nearly flat: the textbook form of the root would cancel
    public void TryDueAt_Ramp_IsWhereTheIntegralOfTheRateReachesTheNumber(double from, double to)
    {
        const double Seconds = 10;
        long[] due = All(Even(new RateStage(TimeSpan.FromSeconds(Seconds), from, to)));

        Assert.InRange(due.Length, (Seconds * (from + to) / 2) - 1, (Seconds * (from + to) / 2) + 1);
        for (int number = 0; number < due.Length; number++)
        {
            double t = due[number] / NanosecondsPerSecond;
            double integral = (from * t) + ((to - from) * t * t / (2 * Seconds));
            Assert.InRange(integral, number - 1e-3, number + 1e-3);
        }
    }

    [Fact]
    public void TryDueAt_SeveralStages_GoesOnWhereTheLastStageEnded()
    {
        RateSchedule schedule = Even(
            new RateStage(TimeSpan.FromSeconds(1.5), 1, 1), // one and a half requests: the half is not lost
            new RateStage(TimeSpan.FromSeconds(1), 10, 10),
            new RateStage(TimeSpan.FromSeconds(2), 0, 0),
            new RateStage(TimeSpan.FromSeconds(1), 4, 4));

        double[] due = [.. All(schedule).Select(nanoseconds => Math.Round(nanoseconds / NanosecondsPerSecond, 6))];

        Assert.Equal([0, 1, 1.55, 1.65, 1.75, 1.85, 1.95, 2.05, 2.15, 2.25, 2.35, 2.45, 4.625, 4.875, 5.125, 5.375], due);
    }

    [Fact]
    public void TryDueAt_WarmUpBurstAndRecovery_GivesEachStageItsOwn()
    {
        long[] due = All(Even(
            new RateStage(TimeSpan.FromSeconds(10), 100, 100),
            new RateStage(TimeSpan.FromSeconds(5), 2_000, 2_000),
            new RateStage(TimeSpan.FromSeconds(30), 500, 500)));

        Assert.Equal(1_000, CountIn(due, 0, 10));
        Assert.Equal(10_000, CountIn(due, 10, 15));
        Assert.Equal(15_000, CountIn(due, 15, 45));
        Assert.Equal(26_000, due.Length);
    }

    [Theory]
    [InlineData(nameof(ArrivalKind.Constant), 1)]
    [InlineData(nameof(ArrivalKind.Poisson), 1)]
    [InlineData(nameof(ArrivalKind.Gamma), 0.25)]
    [InlineData(nameof(ArrivalKind.Gamma), 0.01)] // most intervals underflow to nothing: still in order
    public void TryDueAt_AnyArrival_RisesAndIsAFunctionOfSeedAndNumber(string kind, double burstiness)
    {
        Arrival arrival = new(Enum.Parse<ArrivalKind>(kind), burstiness);
        RateStage[] stages = [new(TimeSpan.FromSeconds(5), 10, 200), new(TimeSpan.FromSeconds(5), 200, 5)];
        RateSchedule schedule = new(stages, arrival, seed: 42);

        long[] due = All(schedule);

        Assert.Equal(due.Order(), due);
        Assert.InRange(due[^1], 0, 10_000_000_000);
        Assert.Equal(due, All(schedule)); // asked again from its start
        Assert.Equal(due, All(new RateSchedule(stages, arrival, seed: 42)));
        Assert.Equal(due[17], DueAt(schedule, 17)); // asked for one in the middle
        if (arrival.Kind != ArrivalKind.Constant) Assert.NotEqual(due, All(new RateSchedule(stages, arrival, seed: 43)));
    }

    /// <summary>Of a Poisson process the count in a stretch has the stretch's mean as mean and as variance; of a renewal process with gamma intervals the variance is the mean over the shape.</summary>
    [Theory]
    [InlineData(nameof(ArrivalKind.Poisson), 1)]
    [InlineData(nameof(ArrivalKind.Gamma), 1)]
    [InlineData(nameof(ArrivalKind.Gamma), 0.25)]
    [InlineData(nameof(ArrivalKind.Gamma), 0.5)]
    [InlineData(nameof(ArrivalKind.Gamma), 4)]
    [InlineData(nameof(ArrivalKind.Gamma), 100)]
    public void TryDueAt_ByChance_HasIntervalsOfThatMeanAndVariance(string kind, double burstiness)
    {
        const double Rate = 1_000;
        const int Seed = 1;
        long[] due = All(new RateSchedule([new(TimeSpan.FromSeconds(200), Rate, Rate)], new Arrival(Enum.Parse<ArrivalKind>(kind), burstiness), Seed));
        double[] intervals = [.. due.Zip(due.Skip(1), (from, to) => (to - from) / NanosecondsPerSecond * Rate)];

        double mean = intervals.Average();
        double variance = intervals.Sum(interval => (interval - mean) * (interval - mean)) / (intervals.Length - 1);

        // Five standard errors of either estimate: the variance of a gamma's sample variance is sigma^4 (2 + 6 / shape) / n.
        double expected = 1 / burstiness;
        Assert.InRange(mean - 1, -5 * Math.Sqrt(expected / intervals.Length), 5 * Math.Sqrt(expected / intervals.Length));
        Assert.InRange(variance / expected, 1 - (5 * Math.Sqrt((2 + (6 / burstiness)) / intervals.Length)), 1 + (5 * Math.Sqrt((2 + (6 / burstiness)) / intervals.Length)));
    }

    [Fact]
    public void TryDueAt_PoissonRamp_HasTheIntegralAsMeanAndVarianceOfEachStretch()
    {
        const int Runs = 2_000;
        RateStage[] ramp = [new(TimeSpan.FromSeconds(10), 0, 20)]; // the integral to t is t * t
        double[] early = new double[Runs];
        double[] late = new double[Runs];
        for (int seed = 0; seed < Runs; seed++)
        {
            long[] due = All(new RateSchedule(ramp, Arrival.Poisson, seed));
            early[seed] = CountIn(due, 0, 5);
            late[seed] = CountIn(due, 5, 10);
        }

        AssertIsPoisson(early, 25);
        AssertIsPoisson(late, 75);
    }

    private static void AssertIsPoisson(double[] counts, double expected)
    {
        double mean = counts.Average();
        double variance = counts.Sum(count => (count - mean) * (count - mean)) / (counts.Length - 1);

        // Five standard errors; the variance of a Poisson's sample variance is about (2 m^2 + m) / n.
        Assert.InRange(mean - expected, -5 * Math.Sqrt(expected / counts.Length), 5 * Math.Sqrt(expected / counts.Length));
        double error = Math.Sqrt(((2 * expected * expected) + expected) / counts.Length);
        Assert.InRange(variance - expected, -5 * error, 5 * error);
    }

    private static int CountIn(long[] due, double fromSeconds, double toSeconds) =>
        due.Count(nanoseconds => nanoseconds >= fromSeconds * NanosecondsPerSecond && nanoseconds < toSeconds * NanosecondsPerSecond);

    private static RateSchedule Even(params RateStage[] stages) => new(stages, Arrival.Constant, seed: 1);

    private static long DueAt(RateSchedule schedule, long number)
    {
        Assert.True(schedule.TryDueAt(number, out long nanoseconds));
        return nanoseconds;
    }

    private static long[] All(RateSchedule schedule)
    {
        List<long> due = [];
        for (long number = 0; schedule.TryDueAt(number, out long nanoseconds); number++) due.Add(nanoseconds);
        return [.. due];
    }
}
