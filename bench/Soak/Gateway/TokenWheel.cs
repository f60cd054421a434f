using System.Collections.Concurrent;
using System.Diagnostics;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Gateway;

/// <summary>
/// Calls timers at their moments, each from the one thread that it owns, a tick of one millisecond at a time and never early. The
/// thread sleeps to absolute moments, so that nothing drifts; after a delay it catches up at once.
/// </summary>
internal sealed class TokenWheel : IDisposable
{
    private const long TickNanoseconds = 1_000_000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly ConcurrentQueue<Order> _orders = new();
    private readonly WheelSlots _slots = new();
    private readonly Thread _thread;
    private volatile bool _stopping;
    private long _tick;

    // Written by the wheel's thread alone.
    private long _fired;
    private long _lagNanoseconds;
    private long _maxLagNanoseconds;

    public TokenWheel()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "token wheel", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Nanoseconds since the wheel began; from any thread.</summary>
    public long Now => Stopwatch.GetElapsedTime(_startedAt).Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>How far behind its tick the wheel was, at worst, when it called a timer.</summary>
    public double MaxLagMs => Volatile.Read(ref _maxLagNanoseconds) / 1e6;

    public double MeanLagMs => Volatile.Read(ref _lagNanoseconds) / 1e6 / Math.Max(1, Volatile.Read(ref _fired));

    /// <summary>Has <see cref="WheelTimer.Fire"/> called at the first tick at or after <paramref name="dueAt"/>; from any thread.</summary>
    /// <param name="timer">Not waiting, and nobody else's until then.</param>
    /// <param name="dueAt">In nanoseconds of <see cref="Now"/>; in the past: at the next tick.</param>
    public void Arm(WheelTimer timer, long dueAt) => _orders.Enqueue(new Order(timer, dueAt, IsWake: false));

    /// <summary>Has a waiting timer called at once, and one that is armed later as soon as it is; from any thread.</summary>
    public void Wake(WheelTimer timer) => _orders.Enqueue(new Order(timer, 0, IsWake: true));

    /// <summary>Ends at the moment, or earlier when cancelled: who waits asks its token. Never throws.</summary>
    public async Task WaitUntilAsync(long dueAt, CancellationToken cancellationToken)
    {
        if (dueAt <= Now || cancellationToken.IsCancellationRequested) return;

        WheelWait wait = new();
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(_ => Wake(wait), null);
        Arm(wait, dueAt);
        await wait.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
    }

    private void Run()
    {
        PreciseSleep.PrepareThread();
        while (!_stopping)
        {
            PreciseSleep.Until(StampOf((_tick + 1) * TickNanoseconds));
            TakeOrders();

            long last = Now / TickNanoseconds;
            while (_tick < last)
            {
                _tick++;
                WheelTimer? timer = _slots.Take(_tick);
                while (timer is not null)
                {
                    WheelTimer? next = timer.Next;
                    timer.Next = null;
                    Call(timer);
                    timer = next;
                }
            }
        }
    }

    private void TakeOrders()
    {
        while (_orders.TryDequeue(out Order order))
        {
            WheelTimer timer = order.Timer;
            if (!order.IsWake)
            {
                Place(timer, timer.WasWoken ? 0 : order.DueAt);
                continue;
            }

            timer.WasWoken = true;
            if (timer.IsWaiting)
            {
                _slots.Remove(timer);
                Place(timer, 0);
            }
        }
    }

    private void Call(WheelTimer timer)
    {
        long now = Now;
        long lag = now - (timer.Tick * TickNanoseconds);
        Volatile.Write(ref _fired, _fired + 1);
        Volatile.Write(ref _lagNanoseconds, _lagNanoseconds + lag);
        if (lag > _maxLagNanoseconds) Volatile.Write(ref _maxLagNanoseconds, lag);

        long dueAt = timer.Fire(now);
        if (dueAt != WheelTimer.NotArmed) Place(timer, dueAt);
    }

    private void Place(WheelTimer timer, long dueAt)
    {
        long tick = (dueAt + TickNanoseconds - 1) / TickNanoseconds;
        _slots.Add(timer, Math.Max(tick, _tick + 1));
    }

    private long StampOf(long nanoseconds) => _startedAt + (long)((Int128)nanoseconds * Stopwatch.Frequency / NanosecondsPerSecond);

    private readonly record struct Order(WheelTimer Timer, long DueAt, bool IsWake);
}
