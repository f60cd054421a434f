using HotPath.Soak.Load.Transports;
using HotPath.Soak.Machine;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Retrying;

/// <summary>One exchange's way through its attempts. Used again for each request; one at a time.</summary>
internal sealed class RetryTurn(Retries retries)
{
    private readonly Pause _pause = retries.NewPause();
    private GroupRecorder _recorder = null!;
    private long _seed;
    private int _attempts; // that did not come out as they should
    private TimeSpan? _asked;
    private bool _mayGoOn;

    public void Begin(GroupRecorder recorder, long seed)
    {
        _recorder = recorder;
        _seed = seed;
        _attempts = 0;
        retries.Budget.CountRequest();
    }

    /// <summary>Judges an attempt that did not come out as it should, while its answer's head can still be read.</summary>
    /// <param name="status">Of its answer; 0 where none came.</param>
    public void Judge(IChannel channel, Outcome outcome, int status)
    {
        _attempts++;
        _mayGoOn = RetryPolicy.IsRetryable(outcome, status);
        _asked = _mayGoOn && status != 0
            ? RetryAfter.Read(channel.HeaderOf("retry-after-ms"), channel.HeaderOf("Retry-After"), channel.HeaderOf("Date"), retries.Time.GetUtcNow())
            : null;
    }

    /// <summary>Waits for the next attempt.</summary>
    /// <returns>False when there is none.</returns>
    public ValueTask<bool> TryGoOnAsync()
    {
        if (!_mayGoOn || retries.Policy.PauseAfter(_attempts, _asked, _seed) is not { } pause) return new ValueTask<bool>(false);

        if (!retries.Budget.TryTake())
        {
            _recorder.Counters.Add(Counter.RetriesOverBudget);
            return new ValueTask<bool>(false);
        }

        long now = retries.Time.GetTimestamp();
        return _pause.UntilAsync(now + Elapsed.Stamps(pause), now);
    }

    /// <summary>Called when an attempt begins that is not the first.</summary>
    public void CountAttempt()
    {
        _recorder.Counters.Add(Counter.Retries);
        if (_attempts == 1) _recorder.Counters.Add(Counter.RequestsRetried);
    }

    public void End(bool isAllowed)
    {
        if (isAllowed && _attempts > 0) _recorder.Counters.Add(Counter.RequestsRecovered);
    }
}
