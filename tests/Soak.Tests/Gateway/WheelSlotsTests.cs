using HotPath.Soak.Gateway;

namespace HotPath.Soak.Tests.Gateway;

public class WheelSlotsTests
{
    private readonly WheelSlots _slots = new();

    [Fact]
    public void Take_AnyTicks_GivesEachTimerAtItsTickOnly()
    {
        Random random = new(1);
        Dictionary<WheelTimer, long> timers = [];
        for (int timer = 0; timer < 2_000; timer++)
        {
            Timer added = new();
            timers.Add(added, random.Next(1, 20_000)); // several turns of the wheel
            _slots.Add(added, timers[added]);
        }

        for (long tick = 1; tick < 20_000; tick++)
        {
            foreach (WheelTimer taken in Taken(tick))
            {
                Assert.Equal(tick, timers[taken]);
                Assert.False(taken.IsWaiting);
                timers.Remove(taken);
            }
        }

        Assert.Empty(timers);
    }

    [Theory]
    [InlineData(0)] // the last in the slot
    [InlineData(1)]
    [InlineData(2)] // the first in the slot
    public void Remove_OneOfThree_LeavesTheOthers(int removed)
    {
        Timer[] timers = [new(), new(), new()];
        foreach (Timer timer in timers) _slots.Add(timer, 5);

        _slots.Remove(timers[removed]);

        Assert.Equal(timers.Where(timer => timer != timers[removed]).ToHashSet<WheelTimer>(), Taken(5).ToHashSet());
        Assert.Empty(Taken(5));
    }

    private List<WheelTimer> Taken(long tick)
    {
        List<WheelTimer> taken = [];
        for (WheelTimer? timer = _slots.Take(tick); timer is not null; timer = timer.Next)
        {
            taken.Add(timer);
        }

        return taken;
    }

    private sealed class Timer : WheelTimer
    {
        public override long Fire(long now) => NotArmed;
    }
}
