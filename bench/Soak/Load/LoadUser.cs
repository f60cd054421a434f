using HotPath.Soak.Content;
using HotPath.Soak.Machine;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>One user of a closed loop: sends, reads the whole answer, thinks, and sends again.</summary>
internal sealed class LoadUser(UserSupply supply) : IDisposable
{
    /// <summary>Users whose requests are all held back would do nothing but look at the next.</summary>
    private static readonly TimeSpan LeastPauseWithoutRequest = TimeSpan.FromMilliseconds(1);

    private readonly Pause _pause = new(supply.Alarms);
    private SplitMix64 _thinking;
    private Exchange? _exchange;
    private Conversation? _conversation;
    private volatile bool _leaves;

    /// <summary>Called before each stay.</summary>
    /// <param name="number">What its pauses are drawn from.</param>
    public void Become(ulong number)
    {
        _thinking = supply.ThinkingOf(number);
        _conversation?.Dispose();
        _conversation = null;
        _leaves = false;
    }

    /// <summary>No request is begun any more; the answer to the last is read to its end. Any thread.</summary>
    public void Leave() => _leaves = true;

    /// <summary>Ends when the user has gone and its last answer came.</summary>
    /// <param name="stretches">When it comes and from when on it begins no request, as time stamps: one stretch after the other.</param>
    public async Task StayAsync((long From, long Until)[] stretches)
    {
        foreach ((long from, long until) in stretches)
        {
            long now = supply.Time.GetTimestamp();
            long next = Math.Max(from, now); // an answer may have taken until after the stretch began
            while (next < until && await _pause.UntilAsync(next, now).ConfigureAwait(false) && !_leaves)
            {
                _exchange ??= supply.NewExchange();
                if (next > now) now = supply.Time.GetTimestamp();
                if (!supply.MayStart(now)) break;

                WorkItem item = supply.NextItem(_conversation, now);
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
                    outcome = await _exchange.RunAsync(item).ConfigureAwait(false);
                }
                catch (Exception problem) when (problem is not OutOfMemoryException)
                {
                    supply.Limits.Note(problem); // our own mistake: the run goes on to its end, but is void
                }

                _conversation = supply.GoOn(item, outcome);
                TimeSpan think = supply.ThinkAfter(outcome, _conversation, ref _thinking);
                now = supply.Time.GetTimestamp();
                next = now + Elapsed.Stamps(think);
            }
        }
    }

    public void Dispose()
    {
        _exchange?.Dispose();
        _conversation?.Dispose();
    }
}
