using System.Runtime.CompilerServices;
using HotPath.Soak.Content;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>Closed loop: each user sends, reads the whole answer, thinks, and sends again. The users come in over the warm-up.</summary>
internal sealed class UserLoop : ILoadLoop
{
    /// <summary>Users without a pause against a target that is gone would do nothing but try to connect.</summary>
    private static readonly TimeSpan LeastPauseWithoutTarget = TimeSpan.FromMilliseconds(100);

    private readonly ClosedLoad _load;
    private readonly RequestSource _requests;
    private readonly Func<Exchange> _newExchange;
    private readonly GeneratorLimits _limits;
    private readonly TimeProvider _time;
    private long _warmUpNumber = -1;
    private long _measuredNumber = -1;
    private Task _users = Task.CompletedTask;

    public UserLoop(ClosedLoad load, RequestSource requests, Func<Exchange> newExchange, GeneratorLimits limits, TimeProvider time)
    {
        _load = load;
        _requests = requests;
        _newExchange = newExchange;
        _limits = limits;
        _time = time;
    }

    public async Task StartRequestsAsync(LoadClock clock, Action measuring, CancellationToken stop)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _users = Task.WhenAll(Enumerable.Range(0, _load.Users).Select(user => UserAsync(user, clock, ending.Token)));
        using Pause wait = new(_time, stop);
        if (await wait.UntilAsync(clock.MeasuredFrom).ConfigureAwait(false))
        {
            measuring();
            await wait.UntilAsync(clock.EndAt).ConfigureAwait(false);
        }

        await ending.CancelAsync().ConfigureAwait(false);
    }

    public Task WhenFinishedAsync() => _users;

    private async Task UserAsync(int user, LoadClock clock, CancellationToken ending)
    {
        using Exchange exchange = _newExchange();
        using Pause wait = new(_time, ending);
        SplitMix64 thinking = new((ulong)user);
        long comesAt = clock.StartAt + ((clock.MeasuredFrom - clock.StartAt) * user / _load.Users);
        bool goesOn = await wait.UntilAsync(comesAt).ConfigureAwait(false);
        while (goesOn)
        {
            Outcome outcome = await RequestAsync(exchange, clock).ConfigureAwait(false);
            TimeSpan pause = ThinkTime(ref thinking);
            if (outcome == Outcome.ConnectionError && pause < LeastPauseWithoutTarget) pause = LeastPauseWithoutTarget;
            long thinksUntil = _time.GetTimestamp() + Elapsed.Stamps(pause);
            goesOn = await wait.UntilAsync(thinksUntil).ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private async ValueTask<Outcome> RequestAsync(Exchange exchange, LoadClock clock)
    {
        long now = _time.GetTimestamp();
        WorkItem item = now < clock.MeasuredFrom
            ? _requests.WarmUp(Interlocked.Increment(ref _warmUpNumber), now)
            : _requests.Measured(Interlocked.Increment(ref _measuredNumber), now);
        item.Recorder.Counters.Add(Counter.Scheduled);
        item.Recorder.Counters.Add(Counter.Started);
        try
        {
            return await exchange.RunAsync(item.Plan, item.Recorder, item.Seed, item.DueAt).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            _limits.Note(problem); // our own mistake: the run goes on to its end, but is void
            return Outcome.ConnectionError;
        }
    }

    private TimeSpan ThinkTime(ref SplitMix64 random) =>
        _load.ThinkLeast + ((_load.ThinkMost - _load.ThinkLeast) * random.NextUnit());
}
