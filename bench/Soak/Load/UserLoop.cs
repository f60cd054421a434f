using HotPath.Soak.Content;
using HotPath.Soak.Load.Schedules;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>
/// Closed loop: each user sends, reads the whole answer, thinks, and sends again. Those of the first stage come in over the warm-up,
/// later ones when their stage has them; who leaves reads to its end what was begun.
/// </summary>
internal sealed class UserLoop : ILoadLoop
{
    /// <summary>Users without a pause against a target that is gone would do nothing but try to connect.</summary>
    private static readonly TimeSpan LeastPauseWithoutTarget = TimeSpan.FromMilliseconds(100);

    /// <summary>Users whose requests are all held back would do nothing but look at the next.</summary>
    private static readonly TimeSpan LeastPauseWithoutRequest = TimeSpan.FromMilliseconds(1);

    /// <summary>Keeps the users' pauses apart from what else comes from the run's seed.</summary>
    private const ulong ThinkSequence = 0x7417C;

    private readonly ClosedLoad _load;
    private readonly UserSchedule _schedule;
    private readonly RequestSource _requests;
    private readonly RequestQuota _quota;
    private readonly Func<Exchange> _newExchange;
    private readonly GeneratorLimits _limits;
    private readonly TimeProvider _time;
    private readonly AlarmClock _alarms;
    private readonly ulong _thinkSeed;
    private long _warmUpNumber = -1;
    private long _measuredNumber = -1;
    private Task _users = Task.CompletedTask;

    public UserLoop(ClosedLoad load, long seed, RequestSource requests, RequestQuota quota, Func<Exchange> newExchange, GeneratorLimits limits, TimeProvider time)
    {
        _load = load;
        _schedule = new UserSchedule(load.Stages);
        _thinkSeed = SplitMix64.At((ulong)seed, ThinkSequence);
        _requests = requests;
        _quota = quota;
        _newExchange = newExchange;
        _limits = limits;
        _time = time;
        _alarms = new AlarmClock(time);
    }

    /// <summary>Of the first stage, half-way through where it ramps: one that starts from nobody would warm up nothing.</summary>
    private int WarmUpUsers => (int)(((long)_load.Stages[0].From + _load.Stages[0].To + 1) / 2);

    public async Task StartRequestsAsync(LoadClock clock, Action measuring, CancellationToken stop)
    {
        _users = Task.WhenAll(Enumerable.Range(0, Math.Max(_schedule.MostUsers, WarmUpUsers)).Select(user => UserAsync(user, clock)));
        await DelayUntilAsync(clock.MeasuredFrom, stop).ConfigureAwait(false);
        if (!stop.IsCancellationRequested)
        {
            measuring();
            await DelayUntilAsync(clock.EndAt, stop).ConfigureAwait(false);
        }

        _alarms.End();
    }

    public Task WhenFinishedAsync() => _users;

    public void Dispose() => _alarms.Dispose();

    private async Task UserAsync(int user, LoadClock clock)
    {
        Pause pause = new(_alarms);
        SplitMix64 thinking = new(SplitMix64.At(_thinkSeed, (ulong)user));
        Exchange? exchange = null;
        Conversation? conversation = null;
        foreach ((long from, long until) in StretchesOf(user, clock))
        {
            long now = _time.GetTimestamp();
            long next = Math.Max(from, now); // an answer may have taken until after the next stretch began
            while (next < until && await pause.UntilAsync(next, now).ConfigureAwait(false))
            {
                exchange ??= _newExchange();
                if (next > now) now = _time.GetTimestamp();
                if (now >= clock.MeasuredFrom && !_quota.TryTake()) break; // nor is there one in any later stretch

                WorkItem item = NextItem(conversation, clock, now);
                if (item.Plan.HoldsBack(item.Draw))
                {
                    item.Recorder.Counters.Add(Counter.HeldBack);
                    next = now + Elapsed.Stamps(LeastPauseWithoutRequest);
                    continue;
                }

                item.Recorder.Counters.Add(Counter.Scheduled);
                item.Recorder.Counters.Add(Counter.Started);
                Outcome outcome = Outcome.ConnectionError;
                try
                {
                    outcome = await exchange.RunAsync(item).ConfigureAwait(false);
                }
                catch (Exception problem) when (problem is not OutOfMemoryException)
                {
                    _limits.Note(problem); // our own mistake: the run goes on to its end, but is void
                }

                conversation = GoOn(item, outcome);
                TimeSpan think = ThinkAfter(outcome, conversation, ref thinking);
                now = _time.GetTimestamp();
                next = now + Elapsed.Stamps(think);
            }
        }

        exchange?.Dispose();
        conversation?.Dispose();
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

    /// <summary>The next turn of a conversation that goes on, else the next request of all users.</summary>
    private WorkItem NextItem(Conversation? conversation, LoadClock clock, long now)
    {
        bool isMeasured = now >= clock.MeasuredFrom;
        if (conversation is not null) return _requests.NextTurn(conversation, now, isMeasured);

        return isMeasured
            ? _requests.Measured(Interlocked.Increment(ref _measuredNumber), now)
            : _requests.WarmUp(Interlocked.Increment(ref _warmUpNumber), now);
    }

    /// <returns>The request's conversation where it goes on, else null.</returns>
    private Conversation? GoOn(in WorkItem item, Outcome outcome)
    {
        if (item.Draw.Conversation is not { } conversation) return null;
        if (conversation.TryGoOn(outcome) is not { } end) return conversation;

        _requests.Return(conversation, end, item.Recorder);
        return null;
    }

    private TimeSpan ThinkAfter(Outcome outcome, Conversation? conversation, ref SplitMix64 thinking)
    {
        TimeSpan think = conversation?.DrawThink(_load.Think) ?? TimeSpan.FromMicroseconds(_load.Think.Draw(ref thinking) / 1_000);
        return outcome == Outcome.ConnectionError && think < LeastPauseWithoutTarget ? LeastPauseWithoutTarget : think;
    }

    private async Task DelayUntilAsync(long moment, CancellationToken cut)
    {
        TimeSpan left = _time.GetElapsedTime(_time.GetTimestamp(), moment);
        if (left > TimeSpan.Zero) await Task.Delay(left, _time, cut).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
