using System.Collections.Concurrent;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Gateway;

/// <summary>
/// Calls timers at their moments, a tick of one millisecond at a time and never early. Has no thread of its own: it goes on as far as the
/// clock has come whenever it is turned, and after a delay catches up at once.
/// </summary>
internal sealed class TokenWheel
{
    public const long TickNanoseconds = 1_000_000;

    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly ConcurrentQueue<Order> _orders = new();
    private readonly WheelSlots _slots = new();
    private long _tick;

    public TokenWheel(TimeProvider time)
    {
        _time = time;
        _startedAt = time.GetTimestamp();
    }

    /// <summary>Nanoseconds since the wheel began; from any thread.</summary>
    public long Now => Elapsed.Nanoseconds(_startedAt, _time.GetTimestamp());

    /// <summary>The time stamp at which <see cref="Turn"/> has something to do again; for the thread that turns.</summary>
    public long NextTurnAt => StampOf((_tick + 1) * TickNanoseconds);

    /// <returns>The clock's time stamp of a moment of the wheel; from any thread.</returns>
    public long StampOf(long nanoseconds) => _startedAt + Elapsed.Stamps(nanoseconds);

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

    /// <summary>Calls what is due by now; always from one and the same thread, on which the timers are called.</summary>
    public void Turn()
    {
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
        long dueAt = timer.Fire(Now);
        if (dueAt != WheelTimer.NotArmed) Place(timer, dueAt);
    }

    private void Place(WheelTimer timer, long dueAt)
    {
        long tick = (dueAt + TickNanoseconds - 1) / TickNanoseconds;
        _slots.Add(timer, Math.Max(tick, _tick + 1));
    }

    private readonly record struct Order(WheelTimer Timer, long DueAt, bool IsWake);
}
