using HotPath.Soak.Machine;

namespace HotPath.Soak.Load;

/// <summary>
/// Calls whoever waits at absolute moments, on one thread of its own: it sleeps and never spins, and a wait allocates nothing. The
/// thread starts with the first wait.
/// </summary>
internal sealed class AlarmClock : IDisposable
{
    /// <summary>
    /// Above it the thread waits in a way that a new, earlier moment interrupts, but that wakes only to the millisecond; the rest it
    /// sleeps exactly. So a moment that is set less than this ahead may come late by at most this.
    /// </summary>
    private static readonly long Interruptible = Elapsed.Stamps(TimeSpan.FromMilliseconds(2));

    private readonly object _lock = new(); // Monitor can wait, a Lock cannot
    private readonly PriorityQueue<IAlarm, long> _waiting = new();
    private readonly TimeProvider _time;
    private Thread? _thread;
    private volatile bool _ended;

    public AlarmClock(TimeProvider time)
    {
        _time = time;
    }

    public bool HasEnded => _ended;

    /// <summary>Has <paramref name="alarm"/> called once, at <paramref name="moment"/> or at the clock's end. Any thread.</summary>
    /// <param name="moment">A time stamp; in the past: as soon as may be.</param>
    public void Set(IAlarm alarm, long moment)
    {
        lock (_lock)
        {
            if (!_ended)
            {
                bool isNext = !_waiting.TryPeek(out _, out long next) || moment < next;
                _waiting.Enqueue(alarm, moment);
                if (_thread is null) StartThread();
                else if (isNext) Monitor.Pulse(_lock);
                return;
            }
        }

        alarm.Ring(inTime: false);
    }

    /// <summary>From now on nobody waits: who does is called at once, and told that the moment has not come. Any thread.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            Monitor.Pulse(_lock);
        }
    }

    public void Dispose() => End();

    private void StartThread()
    {
        _thread = new Thread(Run) { Name = "HotPath alarm clock", IsBackground = true };
        _thread.Start();
    }

    private void Run()
    {
        PreciseSleep.PrepareThread();
        while (TryTakeNext(out IAlarm? alarm, out long sleepUntil, out bool inTime))
        {
            if (alarm is null) PreciseSleep.Until(sleepUntil);
            else alarm.Ring(inTime);
        }
    }

    /// <returns>False when the clock has ended and nobody waits; else somebody to call, or null and how long to sleep exactly.</returns>
    private bool TryTakeNext(out IAlarm? alarm, out long sleepUntil, out bool inTime)
    {
        alarm = null;
        sleepUntil = 0;
        lock (_lock)
        {
            while (true)
            {
                inTime = !_ended;
                if (!_waiting.TryPeek(out _, out long moment))
                {
                    if (_ended) return false;
                    Monitor.Wait(_lock);
                    continue;
                }

                long left = moment - _time.GetTimestamp();
                if (left <= 0 || _ended)
                {
                    alarm = _waiting.Dequeue();
                    return true;
                }

                if (left < Interruptible)
                {
                    sleepUntil = moment;
                    return true;
                }

                Monitor.Wait(_lock, TimeSpan.FromMilliseconds(Math.Floor(Elapsed.Nanoseconds(0, left) / 1e6) - 1));
            }
        }
    }
}

/// <summary>Whoever an <see cref="AlarmClock"/> calls.</summary>
internal interface IAlarm
{
    /// <summary>On the clock's thread, where nothing may block; must not throw.</summary>
    /// <param name="inTime">False when the clock ended before the moment.</param>
    void Ring(bool inTime);
}
