namespace HotPath.Soak.Gateway;

/// <summary>
/// Measures a hundred times a second how long work waits for the thread pool. What the wheel hands over in time is late by so much where the
/// pool sends it, and no flush tells: it ends when the bytes are in a pipe.
/// </summary>
/// <param name="queue">Hands the probe to the pool.</param>
internal sealed class PoolProbe(TokenWheel wheel, PacingRecord pacing, Action<IThreadPoolWorkItem> queue) : WheelTimer, IThreadPoolWorkItem
{
    private const long ApartNanoseconds = 10_000_000;

    private long _queuedAt;
    private volatile bool _isQueued;

    public override long Fire(long now)
    {
        if (!_isQueued)
        {
            _queuedAt = now;
            _isQueued = true;
            queue(this);
        }

        return now + ApartNanoseconds;
    }

    public void Execute()
    {
        // The probes that were not queued meanwhile would have waited as well, each a little less: left out, one long wait in a
        // hundred would pass for a rare one.
        for (long waited = wheel.Now - _queuedAt; waited >= 0; waited -= ApartNanoseconds) pacing.PoolDelay.Record(waited);
        _isQueued = false;
    }
}
