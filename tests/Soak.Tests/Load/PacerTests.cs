using HotPath.Soak.Load;
using HotPath.Soak.Load.Schedules;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Load;

public sealed class PacerTests
{
    private static readonly TimeProvider Time = TimeProvider.System;

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)] // far more than wakes
    public void Run_AnyRate_HandsOverEachInOrderAndNoneBeforeItIsDue(double rate)
    {
        List<(long Number, long DueAt, long At)> handed = [];
        long startAt = Time.GetTimestamp();

        long count = new Pacer(Time).Run(
            ScheduleOf(rate, TimeSpan.FromSeconds(0.1)), startAt, (number, dueAt) => handed.Add((number, dueAt, Time.GetTimestamp())), TestContext.Current.CancellationToken);

        Assert.Equal((long)(rate * 0.1), count);
        Assert.Equal(Enumerable.Range(0, (int)count).Select(number => (long)number), handed.Select(request => request.Number));
        Assert.All(handed, request => Assert.True(request.At >= request.DueAt));
        Assert.Equal(handed.Select(request => startAt + Elapsed.Stamps((long)(request.Number / rate * 1e9))), handed.Select(request => request.DueAt)); // a late start moves no due moment
    }

    [Fact]
    public void Run_LongPast_HandsOverAllThatIsDueAtOnce()
    {
        List<long> handed = [];
        long startAt = Time.GetTimestamp() - Elapsed.Stamps(TimeSpan.FromHours(1));

        long count = new Pacer(Time).Run(ScheduleOf(100, TimeSpan.FromSeconds(30)), startAt, (number, _) => handed.Add(number), TestContext.Current.CancellationToken);

        Assert.Equal(3_000, count); // none is left out because it is late
        Assert.Equal(3_000, handed.Count);
    }

    [Fact]
    public void Run_Stopped_HandsOverNoMore()
    {
        using CancellationTokenSource stop = new();

        long count = new Pacer(Time).Run(
            ScheduleOf(1, TimeSpan.FromHours(1)), Time.GetTimestamp(), (_, _) => stop.Cancel(), stop.Token);

        Assert.Equal(1, count);
        Assert.False(new Pacer(Time).SleepUntil(long.MaxValue, stop.Token));
    }

    private static RateSchedule ScheduleOf(double rate, TimeSpan length) => new([new RateStage(length, rate, rate)], Arrival.Constant, seed: 1);
}
