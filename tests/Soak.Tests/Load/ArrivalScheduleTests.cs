using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Load;

public sealed class ArrivalScheduleTests
{
    private const double NanosecondsPerSecond = 1e9;

    [Theory]
    [InlineData(50, 10, 500)]
    [InlineData(0.3, 10, 3)]   // 0.3 * 10 is a hair above 3 in doubles
    [InlineData(0.3, 11, 4)]   // 3.3: the fourth is due at 10 s
    [InlineData(1000, 0.001, 1)]
    [InlineData(7, 1.0 / 7, 1)]
    public void Count_ConstantRate_IsRateTimesTime(double rate, double seconds, long expected)
    {
        Assert.Equal(expected, Schedule(new RateStage(TimeSpan.FromSeconds(seconds), rate, rate)).Count);
    }

    [Fact]
    public void DueAt_ConstantRate_IsNumberOverRate()
    {
        ArrivalSchedule schedule = Schedule(new RateStage(TimeSpan.FromHours(24), 333, 333));

        foreach (long number in (long[])[0, 1, 2, 332, 333, 1_000_003, schedule.Count - 1])
        {
            Assert.InRange(schedule.DueAt(number) - (number / 333.0 * NanosecondsPerSecond), -1_000, 1_000);
        }
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(100, 0)]
    [InlineData(20, 80)]
    [InlineData(80, 20)]
    [InlineData(50, 50.0000001)] // nearly flat: the textbook form of the root would cancel
    public void DueAt_Ramp_IsWhereTheIntegralOfTheRateReachesTheNumber(double from, double to)
    {
        const double Seconds = 10;
        ArrivalSchedule schedule = Schedule(new RateStage(TimeSpan.FromSeconds(Seconds), from, to));

        Assert.InRange(schedule.Count, (Seconds * (from + to) / 2) - 1, (Seconds * (from + to) / 2) + 1);
        for (long number = 0; number < schedule.Count; number++)
        {
            double t = schedule.DueAt(number) / NanosecondsPerSecond;
            double integral = (from * t) + ((to - from) * t * t / (2 * Seconds));
            Assert.InRange(integral, number - 1e-3, number + 1e-3);
        }
    }

    [Fact]
    public void DueAt_SeveralStages_GoesOnWhereTheLastStageEnded()
    {
        ArrivalSchedule schedule = Schedule(
            new RateStage(TimeSpan.FromSeconds(1.5), 1, 1), // one and a half requests: the half is not lost
            new RateStage(TimeSpan.FromSeconds(1), 10, 10),
            new RateStage(TimeSpan.FromSeconds(2), 0, 0),
            new RateStage(TimeSpan.FromSeconds(1), 4, 4));

        double[] due = [.. Enumerable.Range(0, (int)schedule.Count).Select(number => Math.Round(schedule.DueAt(number) / NanosecondsPerSecond, 6))];

        Assert.Equal([0, 1, 1.55, 1.65, 1.75, 1.85, 1.95, 2.05, 2.15, 2.25, 2.35, 2.45, 4.625, 4.875, 5.125, 5.375], due);
    }

    [Fact]
    public void DueAt_AskedAgainFromTheStart_SaysTheSame()
    {
        ArrivalSchedule schedule = Schedule(new RateStage(TimeSpan.FromSeconds(1), 10, 20), new RateStage(TimeSpan.FromSeconds(1), 20, 5));
        long[] Moments() => [.. Enumerable.Range(0, (int)schedule.Count).Select(number => schedule.DueAt(number))];

        long[] first = Moments();

        Assert.Equal(first, Moments());
        Assert.Equal(first.Order(), first);
    }

    private static ArrivalSchedule Schedule(params RateStage[] stages) => new(stages);
}
