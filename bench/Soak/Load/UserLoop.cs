using HotPath.Soak.Load.Schedules;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load;

/// <summary>
/// Closed loop by a schedule: the users of the first stage come in over the warm-up, later ones when their stage has them; who leaves
/// reads to its end what was begun.
/// </summary>
internal sealed class UserLoop(ClosedLoad load, UserSupply supply) : ILoadLoop
{
    private readonly UserSchedule _schedule = new(load.Stages);
    private readonly List<LoadUser> _users = [];
    private Task _stays = Task.CompletedTask;

    /// <summary>Of the first stage, half-way through where it ramps: one that starts from nobody would warm up nothing.</summary>
    private int WarmUpUsers => (int)(((long)load.Stages[0].From + load.Stages[0].To + 1) / 2);

    public async Task StartRequestsAsync(LoadClock clock, Action measuring, CancellationToken stop)
    {
        supply.Plan(clock.MeasuredFrom, measuring);
        _stays = Task.WhenAll(Enumerable.Range(0, Math.Max(_schedule.MostUsers, WarmUpUsers)).Select(user => StayAsync(user, clock)));
        await DelayUntilAsync(clock.MeasuredFrom, stop).ConfigureAwait(false);
        if (!stop.IsCancellationRequested)
        {
            supply.BeginMeasuring();
            await DelayUntilAsync(clock.EndAt, stop).ConfigureAwait(false);
        }

        supply.Alarms.End();
    }

    public Task WhenFinishedAsync() => _stays;

    public void Dispose()
    {
        supply.Dispose();
        foreach (LoadUser user in _users) user.Dispose();
    }

    private Task StayAsync(int number, LoadClock clock)
    {
        LoadUser user = new(supply);
        _users.Add(user);
        user.Become((ulong)number);
        return user.StayAsync([.. StretchesOf(number, clock)]);
    }

    /// <summary>In time stamps. The warm-up has its own users; who is in the first stage, too, stays.</summary>
    private IEnumerable<(long From, long Until)> StretchesOf(int user, LoadClock clock)
    {
        long? warm = user < WarmUpUsers ? clock.StartAt + ((clock.MeasuredFrom - clock.StartAt) * user / WarmUpUsers) : null;
        foreach (UserStretch stretch in _schedule.StretchesOf(user))
        {
            long from = clock.MeasuredFrom + Elapsed.Stamps(stretch.From);
            if (warm is { } came)
            {
                warm = null;
                if (stretch.From == TimeSpan.Zero) from = came;
                else yield return (came, clock.MeasuredFrom);
            }

            yield return (from, clock.MeasuredFrom + Elapsed.Stamps(stretch.Until));
        }

        if (warm is { } alone) yield return (alone, clock.MeasuredFrom);
    }

    private async Task DelayUntilAsync(long moment, CancellationToken cut)
    {
        TimeSpan left = supply.Time.GetElapsedTime(supply.Time.GetTimestamp(), moment);
        if (left > TimeSpan.Zero) await Task.Delay(left, supply.Time, cut).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
