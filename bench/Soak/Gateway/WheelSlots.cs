namespace HotPath.Soak.Gateway;

/// <summary>
/// A hashed timing wheel (Varghese and Lauck 1987): a timer waits in the slot of its tick, together with those of later turns of the
/// wheel. Knows no clock; for one thread.
/// </summary>
internal sealed class WheelSlots
{
    private const int SlotCount = 4_096;

    private readonly WheelTimer?[] _slots = new WheelTimer?[SlotCount];

    /// <param name="timer">Not waiting.</param>
    /// <param name="tick">Later than the last tick taken.</param>
    public void Add(WheelTimer timer, long tick)
    {
        ref WheelTimer? first = ref _slots[tick % SlotCount];
        timer.Tick = tick;
        timer.IsWaiting = true;
        timer.Previous = null;
        timer.Next = first;
        if (first is not null) first.Previous = timer;
        first = timer;
    }

    /// <param name="timer">Waiting.</param>
    public void Remove(WheelTimer timer)
    {
        if (timer.Previous is null)
        {
            _slots[timer.Tick % SlotCount] = timer.Next;
        }
        else
        {
            timer.Previous.Next = timer.Next;
        }

        if (timer.Next is not null) timer.Next.Previous = timer.Previous;
        timer.Previous = timer.Next = null;
        timer.IsWaiting = false;
    }

    /// <summary>Takes out all timers that wait for a tick.</summary>
    /// <returns>The first, the rest by <see cref="WheelTimer.Next"/>, which holds until a timer is added again.</returns>
    public WheelTimer? Take(long tick)
    {
        WheelTimer? taken = null;
        WheelTimer? timer = _slots[tick % SlotCount];
        while (timer is not null)
        {
            WheelTimer? next = timer.Next;
            if (timer.Tick == tick)
            {
                Remove(timer);
                timer.Next = taken;
                taken = timer;
            }

            timer = next;
        }

        return taken;
    }
}
