using System.Collections.Concurrent;

namespace HotPath.Soak.Load;

/// <summary>
/// Closed loop whose number of users changes while it runs: a higher one has users start at once, a lower one has as many leave, the last
/// to come first, each when its answer has come.
/// </summary>
/// <remarks>Who leaves while it thinks is gone when its pause is over; who takes its place does not wait for that.</remarks>
internal sealed class LedLoop(LedLoad load, UserSupply supply) : ILoadLoop
{
    private readonly Stack<LoadUser> _present = new();
    private readonly ConcurrentBag<LoadUser> _gone = []; // used again: the watchdog keeps each exchange that ever was
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _staying = 1; // the users, and the loop itself
    private ulong _arrivals;
    private Exception? _problem;

    public async Task StartRequestsAsync(LoadClock clock, Action measuring, CancellationToken stop)
    {
        supply.Plan(clock.MeasuredFrom, measuring);
        supply.BeginMeasuring();
        try
        {
            await foreach (int users in load.Users.Numbers.WithCancellation(stop).ConfigureAwait(false)) Follow(users);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // One of the two ways in which it is over.
        }

        Follow(users: 0);
        supply.Alarms.End();
        Leave();
    }

    public Task WhenFinishedAsync() => _finished.Task;

    public void Dispose()
    {
        supply.Dispose();
        foreach (LoadUser user in _gone) user.Dispose();
    }

    private void Follow(int users)
    {
        while (_present.Count > users) _present.Pop().Leave();
        while (_present.Count < users)
        {
            LoadUser user = _gone.TryTake(out LoadUser? idle) ? idle : new LoadUser(supply);
            user.Become(_arrivals++);
            _present.Push(user);
            Interlocked.Increment(ref _staying);
            _ = StayAsync(user);
        }
    }

    private async Task StayAsync(LoadUser user)
    {
        try
        {
            await user.StayAsync([(supply.Time.GetTimestamp(), long.MaxValue)]).ConfigureAwait(false);
            _gone.Add(user);
        }
        catch (Exception problem)
        {
            Volatile.Write(ref _problem, problem); // whoever waits for all users to have left is told
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _staying) > 0) return;

        if (Volatile.Read(ref _problem) is { } problem) _finished.SetException(problem);
        else _finished.SetResult();
    }
}
