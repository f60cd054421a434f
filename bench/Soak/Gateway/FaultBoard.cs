using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>The faults in force; set and read from any thread.</summary>
internal sealed class FaultBoard
{
    private volatile Board _board;

    /// <param name="faults">In force from the wheel's beginning.</param>
    public FaultBoard(GatewayFaults faults)
    {
        _board = new Board(faults, 0);
    }

    public GatewayFaults Current => _board.Faults;

    /// <summary>Puts other faults in the place of all that were.</summary>
    /// <param name="faults">Whose stall counts from <paramref name="now"/>.</param>
    /// <param name="now">In nanoseconds of <see cref="TokenWheel.Now"/>.</param>
    public void Set(GatewayFaults faults, long now) => _board = new Board(faults, now);

    /// <returns>When the stall that is on at <paramref name="now"/> ends; <paramref name="now"/> itself when none is.</returns>
    public long HeldUntil(long now)
    {
        Board board = _board;
        return now >= board.StallFrom && now < board.StallUntil ? board.StallUntil : now;
    }

    /// <param name="drawn">In [0, 1), the request's own.</param>
    /// <returns>The faults by which the request is turned away, counted; null when it is served.</returns>
    public GatewayFaults? TryReject(double drawn)
    {
        Board board = _board;
        return drawn < board.Faults.RejectShare && board.TryCountRejection() ? board.Faults : null;
    }

    private sealed class Board(GatewayFaults faults, long now)
    {
        private long _rejected;

        public GatewayFaults Faults => faults;

        public long StallFrom { get; } = now + (faults.StallAt.Ticks * TimeSpan.NanosecondsPerTick);

        public long StallUntil { get; } = now + ((faults.StallAt + faults.StallFor).Ticks * TimeSpan.NanosecondsPerTick);

        public bool TryCountRejection() => faults.RejectCount == 0 || Interlocked.Increment(ref _rejected) <= faults.RejectCount;
    }
}
