using Microsoft.AspNetCore.Connections;

namespace HotPath.Soak.Gateway;

/// <summary>
/// What goes wrong with a connection before anything is read from it. One that is refused is accepted and reset: the port stays open,
/// which Kestrel opens and closes together with itself.
/// </summary>
internal static class ConnectionFaults
{
    public static ConnectionDelegate Refuse(GatewayState state, ConnectionDelegate next) => connection =>
    {
        if (!state.Faults.Refuses(state.Wheel.Now)) return next(connection);

        state.Counters.CountFault(FaultKind.Refuse);
        connection.Abort(new ConnectionAbortedException("Reset, as the gateway's faults say."));
        return Task.CompletedTask;
    };

    /// <summary>The same over QUIC, where the handshake is over by then.</summary>
    public static MultiplexedConnectionDelegate Refuse(GatewayState state, MultiplexedConnectionDelegate next) => connection =>
    {
        if (!state.Faults.Refuses(state.Wheel.Now)) return next(connection);

        state.Counters.CountFault(FaultKind.Refuse);
        connection.Abort(new ConnectionAbortedException("Reset, as the gateway's faults say."));
        return Task.CompletedTask;
    };

    /// <summary>To stand before TLS.</summary>
    public static ConnectionDelegate SlowHandshake(GatewayState state, ConnectionDelegate next) => connection =>
    {
        long delay = state.Faults.HandshakeDelay();
        return delay == 0 ? next(connection) : DelayedAsync(delay, state, connection, next);
    };

    private static async Task DelayedAsync(long delay, GatewayState state, ConnectionContext connection, ConnectionDelegate next)
    {
        state.Counters.CountFault(FaultKind.SlowHandshake);
        await state.Wheel.WaitUntilAsync(state.Wheel.Now + delay, connection.ConnectionClosed);
        await next(connection);
    }
}
