using HotPath.Recording;
using HotPath.Soak.Gateway;

namespace HotPath.Soak.Tests.Gateway;

public sealed class PoolProbeTests
{
    private const long Millisecond = 1_000_000;

    private readonly HandClock _clock = new();
    private readonly TokenWheel _wheel;
    private readonly PacingRecord _pacing = new();
    private readonly Queue<IThreadPoolWorkItem> _pool = new();
    private readonly PoolProbe _probe;

    public PoolProbeTests()
    {
        _wheel = new TokenWheel(_clock);
        _probe = new PoolProbe(_wheel, _pacing, _pool.Enqueue);
    }

    [Fact]
    public void Execute_AtOnce_RecordsNoDelay()
    {
        for (int round = 0; round < 5; round++)
        {
            long nextAt = _probe.Fire(_wheel.Now);
            _pool.Dequeue().Execute();
            _clock.Move(nextAt - _wheel.Now);
        }

        Assert.Equal((5, 0), (Delays().Count, Delays().Max));
    }

    /// <summary>Queued once, but three probes would have waited: 35, 25, 15 and 5 ms.</summary>
    [Fact]
    public void Execute_AfterALongWait_CountsTheProbesLeftOut()
    {
        for (int tick = 0; tick < 4; tick++)
        {
            _probe.Fire(_wheel.Now);
            _clock.Move(tick < 3 ? 10 * Millisecond : 5 * Millisecond);
        }

        Assert.Single(_pool).Execute();

        HistogramSnapshot delays = Delays();
        Assert.Equal(4, delays.Count);
        Assert.Equal([1, 2, 3, 4], Enumerable.Range(0, 4).Select(probe => delays.CountAtOrBelow((6 + (10 * probe)) * Millisecond)));
    }

    private HistogramSnapshot Delays()
    {
        HistogramSnapshot delays = new();
        _pacing.PoolDelay.CopyTo(delays);
        return delays;
    }
}
