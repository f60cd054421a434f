using System.Net.Security;
using System.Security.Authentication;
using HotPath.Http;

namespace HotPath.Tests.Http;

/// <summary>Which stretches of a handshake count as work, told by a clock that only a thread at work moves on.</summary>
public class HandshakeCpuTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task CpuNanoseconds_RealHandshake_IsTheSumOfItsStretches(SslProtocols protocol)
    {
        CountingClock clock = new();
        using TlsPeer peer = new();
        TlsConnector connector = new(TlsPeer.Trusting with { Protocols = protocol }, TimeProvider.System, clock.Next);

        (Http1Connection connection, SslStream stream, TlsHandshake handshake) = await peer.ConnectAsync(connector);
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;

        Assert.InRange(clock.Asked, 2, long.MaxValue); // and twice more for each time that it had to wait, which on a busy machine may be never
        Assert.Equal(0, clock.Asked % 2);
        Assert.Equal(clock.Asked / 2, handshake.CpuNanoseconds);
    }

    [Fact]
    public async Task CpuNanoseconds_WithoutAClock_IsNotKnown()
    {
        using TlsPeer peer = new();

        (Http1Connection connection, SslStream stream, TlsHandshake handshake) = await peer.ConnectAsync(TlsPeer.Connector(TlsPeer.Trusting));
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;

        Assert.Null(handshake.CpuNanoseconds);
    }

    [Fact]
    public void End_OnAnotherThread_SpoilsTheSum()
    {
        HandshakeCpu cpu = new(new CountingClock().Next);
        cpu.Begin();
        cpu.End();
        Assert.Equal(1, cpu.Nanoseconds);

        Thread thread = new(cpu.Begin);
        thread.Start();
        thread.Join();
        cpu.End();

        Assert.Null(cpu.Nanoseconds);
    }

    /// <summary>One nanosecond further each time it is asked: each stretch counts one.</summary>
    private sealed class CountingClock
    {
        private long _asked;

        public long Asked => Volatile.Read(ref _asked);

        public long Next() => Interlocked.Increment(ref _asked);
    }
}
