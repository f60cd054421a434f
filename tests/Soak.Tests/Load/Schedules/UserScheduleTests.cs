using HotPath.Soak.Load.Schedules;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Load.Schedules;

public sealed class UserScheduleTests
{
    [Fact]
    public void StretchesOf_ConstantUsers_IsTheWholeTime()
    {
        UserSchedule schedule = Schedule((30, 3, 3));

        Assert.Equal(3, schedule.MostUsers);
        for (int user = 0; user < 3; user++) Assert.Equal([Stretch(0, 30)], schedule.StretchesOf(user));
    }

    [Fact]
    public void StretchesOf_RampUp_ComesWhenTheNumberIsReached()
    {
        UserSchedule schedule = Schedule((10, 0, 5));

        Assert.Equal([Stretch(2, 10)], schedule.StretchesOf(0));
        Assert.Equal([Stretch(8, 10)], schedule.StretchesOf(3));
        Assert.Empty(schedule.StretchesOf(4)); // reached at the very end
    }

    [Fact]
    public void StretchesOf_RampDown_LeavesTheLastToComeFirst()
    {
        UserSchedule schedule = Schedule((10, 5, 0));

        Assert.Equal([Stretch(0, 2)], schedule.StretchesOf(4));
        Assert.Equal([Stretch(0, 10)], schedule.StretchesOf(0));
    }

    [Fact]
    public void StretchesOf_UpThenDown_IsOneStretchEach()
    {
        UserSchedule schedule = Schedule((10, 1, 5), (20, 5, 5), (10, 5, 1));

        Assert.Equal([Stretch(0, 40)], schedule.StretchesOf(0));
        Assert.Equal([Stretch(2.5, 40)], schedule.StretchesOf(1));
        Assert.Equal([Stretch(10, 32.5)], schedule.StretchesOf(4));
    }

    [Fact]
    public void StretchesOf_Spikes_AreStretchesApart()
    {
        UserSchedule schedule = Schedule((5, 2, 2), (1, 4, 4), (5, 2, 2), (1, 4, 4));

        Assert.Equal([Stretch(5, 6), Stretch(11, 12)], schedule.StretchesOf(3));
        Assert.Equal([Stretch(0, 12)], schedule.StretchesOf(1));
    }

    [Fact]
    public void StretchesOf_LeavingWhereTheNextStageBegins_IsNoGap()
    {
        UserSchedule schedule = Schedule((10, 5, 2), (10, 5, 5));

        Assert.Equal([Stretch(0, 20)], schedule.StretchesOf(2));
    }

    /// <summary>The closed form: going up as many as the number has reached, going down as many as it has not left yet.</summary>
    [Fact]
    public void StretchesOf_AnyStages_AddUpToTheNumberAtEachMoment()
    {
        Random random = new(1);
        for (int round = 0; round < 100; round++)
        {
            UserStage[] stages = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new UserStage(TimeSpan.FromSeconds(random.Next(1, 10)), random.Next(1, 30), random.Next(0, 30)))];
            UserSchedule schedule = new(stages);
            UserStretch[][] stretches = [.. Enumerable.Range(0, schedule.MostUsers).Select(user => schedule.StretchesOf(user).ToArray())];

            TimeSpan start = TimeSpan.Zero;
            foreach (UserStage stage in stages)
            {
                double into = random.NextDouble();
                TimeSpan moment = start + (stage.For * into);
                double number = stage.From + ((stage.To - stage.From) * into);
                int expected = stage.To >= stage.From ? (int)Math.Floor(number) : (int)Math.Ceiling(number);

                Assert.Equal(expected, stretches.Count(own => own.Any(stretch => stretch.From <= moment && moment < stretch.Until)));
                start += stage.For;
            }

            Assert.All(stretches, own => Assert.All(own, stretch => Assert.True(stretch.From < stretch.Until)));
            Assert.All(stretches, own => Assert.All(own.Zip(own.Skip(1)), pair => Assert.True(pair.First.Until < pair.Second.From)));
        }
    }

    private static UserSchedule Schedule(params (double Seconds, int From, int To)[] stages) =>
        new([.. stages.Select(stage => new UserStage(TimeSpan.FromSeconds(stage.Seconds), stage.From, stage.To))]);

    private static UserStretch Stretch(double from, double until) => new(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(until));
}
