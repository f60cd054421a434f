using HotPath.Soak.Load.Schedules;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Load;

public class LaterArrivalsTests
{
    private const long Seed = 11;

    private static readonly RateStage[] Stages = [new(TimeSpan.FromSeconds(3), 20, 20), new(TimeSpan.FromSeconds(3), 20, 80)];

    [Theory]
    [InlineData("Constant")]
    [InlineData("Poisson")]
    public void TryDueAt_FromAnyRequestOn_IsTheRestOfTheWholeSchedule(string kindName)
    {
        ArrivalKind kind = Enum.Parse<ArrivalKind>(kindName);
        List<long> whole = [.. All(new RateSchedule(Stages, new Arrival(kind, 0), Seed))];

        foreach (int first in (int[])[0, 1, whole.Count / 2, whole.Count - 1, whole.Count])
        {
            long elapsed = first < whole.Count ? whole[first] : whole[^1];
            LaterArrivals later = new(new RateSchedule(Stages, new Arrival(kind, 0), Seed), new LoadStart(first, TimeSpan.FromTicks(elapsed / TimeSpan.NanosecondsPerTick)));

            Assert.Equal(whole.Skip(first), All(later).Select(dueAt => dueAt + (elapsed / TimeSpan.NanosecondsPerTick * TimeSpan.NanosecondsPerTick)));
        }
    }

    [Fact]
    public void TryDueAt_DueALittleBeforeTheRecordEnded_IsDueAtOnce()
    {
        LaterArrivals later = new(new RateSchedule(Stages, Arrival.Constant, Seed), new LoadStart(10, TimeSpan.FromSeconds(0.51)));

        Assert.True(later.TryDueAt(0, out long first));
        Assert.True(later.TryDueAt(1, out long second));
        Assert.Equal((0, 40_000_000), (first, second));
    }

    [Fact]
    public void RestOf_UserStages_BeginWithAsManyUsersAsThereWere()
    {
        ClosedLoad load = new() { Stages = [new UserStage(TimeSpan.FromSeconds(10), 0, 20), new UserStage(TimeSpan.FromSeconds(10), 20, 20)] };

        ClosedLoad rest = (ClosedLoad)new LoadStart(99, TimeSpan.FromSeconds(5)).RestOf(load);
        ClosedLoad later = (ClosedLoad)new LoadStart(99, TimeSpan.FromSeconds(12)).RestOf(load);

        Assert.Equal([new UserStage(TimeSpan.FromSeconds(5), 10, 20), load.Stages[1]], rest.Stages);
        Assert.Equal([new UserStage(TimeSpan.FromSeconds(8), 20, 20)], later.Stages);
        Assert.Equal(new LoadStart(99, TimeSpan.Zero), rest.Start);
    }

    private static IEnumerable<long> All(IArrivalSchedule schedule)
    {
        for (long number = 0; schedule.TryDueAt(number, out long dueAt); number++) yield return dueAt;
    }
}
