using HotPath.Soak.Content;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>What the users of a closed loop share: their clock, their next request, how long they think. Any thread.</summary>
internal sealed class UserSupply : IDisposable
{
    /// <summary>Users without a pause against a target that is gone would do nothing but try to connect.</summary>
    private static readonly TimeSpan LeastPauseWithoutTarget = TimeSpan.FromMilliseconds(100);

    /// <summary>Keeps the users' pauses apart from what else comes from the run's seed.</summary>
    private const ulong ThinkSequence = 0x7417C;

    private readonly Distribution _think;
    private readonly ulong _thinkSeed;
    private readonly RequestSource _requests;
    private readonly RequestQuota _quota;
    private readonly Lock _beginning = new();
    private Action? _measuring;
    private long _measuredFrom;
    private long _warmUpNumber = -1;
    private long _measuredNumber = -1;

    public UserSupply(Distribution think, long seed, RequestSource requests, RequestQuota quota, Func<Exchange> newExchange, GeneratorLimits limits, TimeProvider time)
    {
        _think = think;
        _thinkSeed = SplitMix64.At((ulong)seed, ThinkSequence);
        _requests = requests;
        _quota = quota;
        NewExchange = newExchange;
        Limits = limits;
        Time = time;
        Alarms = new AlarmClock(time);
    }

    public Func<Exchange> NewExchange { get; }

    public GeneratorLimits Limits { get; }

    public TimeProvider Time { get; }

    /// <summary>By which users wait; at its end they leave.</summary>
    public AlarmClock Alarms { get; }

    /// <summary>Called before the first user comes.</summary>
    /// <param name="from">When the measured time begins, as a time stamp.</param>
    /// <param name="measuring">Called once by whoever is the first to find that it has: a timer may be behind the users.</param>
    public void Plan(long from, Action measuring)
    {
        _measuredFrom = from;
        _measuring = measuring;
    }

    /// <summary>The measured time has begun. Whoever is not the first waits until it was said: no request of it starts before.</summary>
    public void BeginMeasuring()
    {
        if (Volatile.Read(ref _measuring) is null) return;
        lock (_beginning)
        {
            _measuring?.Invoke();
            Volatile.Write(ref _measuring, null);
        }
    }

    /// <summary>What a user's pauses are drawn from.</summary>
    public SplitMix64 ThinkingOf(ulong user) => new(SplitMix64.At(_thinkSeed, user));

    /// <returns>False when the load has had all its requests.</returns>
    public bool MayStart(long now) => now < _measuredFrom || _quota.TryTake();

    /// <summary>The next turn of a conversation that goes on, else the next request of all users.</summary>
    public WorkItem NextItem(Conversation? conversation, long now)
    {
        bool isMeasured = now >= _measuredFrom;
        if (isMeasured) BeginMeasuring();
        if (conversation is not null) return _requests.NextTurn(conversation, now, isMeasured);

        return isMeasured
            ? _requests.Measured(Interlocked.Increment(ref _measuredNumber), now)
            : _requests.WarmUp(Interlocked.Increment(ref _warmUpNumber), now);
    }

    /// <returns>The request's conversation where it goes on, else null.</returns>
    public Conversation? GoOn(in WorkItem item, Outcome outcome)
    {
        if (item.Draw.Conversation is not { } conversation) return null;
        if (conversation.TryGoOn(outcome) is not { } end) return conversation;

        _requests.Return(conversation, end, item.Recorder);
        return null;
    }

    public TimeSpan ThinkAfter(Outcome outcome, Conversation? conversation, ref SplitMix64 thinking)
    {
        TimeSpan think = conversation?.DrawThink(_think) ?? TimeSpan.FromMicroseconds(_think.Draw(ref thinking) / 1_000);
        return outcome == Outcome.ConnectionError && think < LeastPauseWithoutTarget ? LeastPauseWithoutTarget : think;
    }

    public void Dispose() => Alarms.Dispose();
}
