using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>The faults in force; set and read from any thread.</summary>
internal sealed class FaultBoard
{
    // Of connections, and of requests before they are read, no seed is known.
    private readonly ShareInTurn _refusals = new(0x2EF05ED);
    private readonly ShareInTurn _handshakes = new(0x5104D);
    private readonly ShareInTurn _bodies = new(0x510B0D7);
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
    /// <param name="now">In nanoseconds of the wheel.</param>
    /// <returns>The faults by which the request is turned away, counted; null when it is served.</returns>
    public GatewayFaults? TryReject(double drawn, long now)
    {
        Board board = _board;
        return drawn < board.Faults.RejectShare && board.Faults.RejectWhen.IsOn(board.Since(now)) && board.TryCountRejection() ? board.Faults : null;
    }

    /// <summary>Whether the next connection is reset.</summary>
    public bool Refuses(long now)
    {
        Board board = _board;
        return _refusals.IsNext(board.Faults.RefuseShare) && board.Faults.RefuseWhen.IsOn(board.Since(now));
    }

    /// <returns>How long the next handshake is held back, in nanoseconds; 0: it is not.</returns>
    public long HandshakeDelay() => DelayOf(_handshakes, Current.SlowHandshake);

    /// <returns>How long the body of the next request is left unread, in nanoseconds; 0: it is not.</returns>
    public long ReadDelay() => DelayOf(_bodies, Current.SlowRead);

    private static long DelayOf(ShareInTurn turns, LastingFault fault) => turns.IsNext(fault.Share) ? fault.By.Ticks * TimeSpan.NanosecondsPerTick : 0;

    private sealed class Board(GatewayFaults faults, long now)
    {
        private long _rejected;

        public GatewayFaults Faults => faults;

        public long StallFrom { get; } = now + (faults.StallAt.Ticks * TimeSpan.NanosecondsPerTick);

        public long StallUntil { get; } = now + ((faults.StallAt + faults.StallFor).Ticks * TimeSpan.NanosecondsPerTick);

        public TimeSpan Since(long moment) => TimeSpan.FromTicks((moment - now) / TimeSpan.NanosecondsPerTick);

        public bool TryCountRejection() => faults.RejectCount == 0 || Interlocked.Increment(ref _rejected) <= faults.RejectCount;
    }
}
