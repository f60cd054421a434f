using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load.Retrying;

/// <summary>What all requests of a load share that are sent again.</summary>
internal sealed class Retries : IDisposable
{
    private readonly AlarmClock _clock;

    /// <param name="longestWait">What a target may ask for; longer is not waited.</param>
    public Retries(RetrySettings settings, TimeSpan longestWait, TimeProvider time)
    {
        Policy = new RetryPolicy(settings, longestWait);
        Budget = new RetryBudget(settings.Budget);
        _clock = new AlarmClock(time);
        Time = time;
    }

    public RetryPolicy Policy { get; }

    public RetryBudget Budget { get; }

    public TimeProvider Time { get; }

    public Pause NewPause() => new(_clock);

    /// <summary>Nobody waits any longer: who does is not sent again.</summary>
    public void End() => _clock.End();

    public void Dispose() => _clock.Dispose();
}
