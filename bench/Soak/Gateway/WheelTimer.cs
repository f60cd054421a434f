namespace HotPath.Soak.Gateway;

/// <summary>Something due at a moment. The links belong to the wheel it was handed to.</summary>
internal abstract class WheelTimer
{
    /// <summary>What <see cref="Fire"/> returns when the wheel shall not call again.</summary>
    public const long NotArmed = long.MaxValue;

    internal WheelTimer? Previous { get; set; }

    internal WheelTimer? Next { get; set; }

    /// <summary>The tick it waits for.</summary>
    internal long Tick { get; set; }

    internal bool IsWaiting { get; set; }

    internal bool WasWoken { get; set; }

    /// <summary>Called by the wheel's thread, so it must not block.</summary>
    /// <param name="now">In nanoseconds of <see cref="TokenWheel.Now"/>.</param>
    /// <returns>When to call again, or <see cref="NotArmed"/>.</returns>
    public abstract long Fire(long now);
}
