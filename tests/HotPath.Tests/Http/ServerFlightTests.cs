using System.Security.Cryptography;
using HotPath.Http;

namespace HotPath.Tests.Http;

public class ServerFlightTests
{
    private const byte NewSessionTicket = 4, Certificate = 11, ServerKeyExchange = 12, CertificateRequest = 13, HelloDone = 14;

    private static readonly byte[] ChangeCipherSpec = Record(20, [1]);
    private static readonly byte[] Encrypted = Record(22, Enumerable.Repeat((byte)Certificate, 40).ToArray());
    private static readonly byte[] Retry = Hello(SHA256.HashData("HelloRetryRequest"u8), 43);

    public static TheoryData<string, byte[], bool> Flights { get; } = new()
    {
        { "1.2 full", Join(Handshake(Hello12()), Handshake(Message(Certificate, 900)), Handshake(Message(ServerKeyExchange, 90)), Handshake(Message(HelloDone, 0))), false },
        { "1.2 full, one record", Handshake(Join(Hello12(), Message(Certificate, 900), Message(HelloDone, 0))), false },
        { "1.2 full, then its own end", Join(Handshake(Join(Hello12(), Message(Certificate, 9), Message(HelloDone, 0), Message(NewSessionTicket, 200))), ChangeCipherSpec, Encrypted), false },
        { "1.2 full without a certificate", Handshake(Join(Hello12(), Message(ServerKeyExchange, 90), Message(HelloDone, 0))), false },
        { "1.2 full without extensions", Handshake(Join(Message(2, [3, 3, .. new byte[32], 0, 0, 0, 0]), Message(Certificate, 9))), false },
        { "1.2 resumed", Join(Handshake(Hello12()), ChangeCipherSpec, Encrypted), true },
        { "1.2 resumed, new ticket", Join(Handshake(Hello12()), Handshake(Message(NewSessionTicket, 200)), ChangeCipherSpec, Encrypted), true },
        { "1.3 full", Join(Handshake(Hello(new byte[32], 43, 51)), ChangeCipherSpec, Record(23, new byte[900])), false },
        { "1.3 resumed", Join(Handshake(Hello(new byte[32], 51, 43, 41)), ChangeCipherSpec, Record(23, new byte[90])), true },
        { "1.3 resumed, tickets with it", Join(Handshake(Hello(new byte[32], 41, 43)), Record(23, new byte[90]), Record(23, new byte[900])), true },
        { "1.3 full after a retry", Join(Handshake(Retry), ChangeCipherSpec, Handshake(Hello(new byte[32], 43)), Record(23, new byte[900])), false },
        { "1.3 resumed after a retry", Join(Handshake(Retry), ChangeCipherSpec, Handshake(Hello(new byte[32], 43, 41)), Record(23, new byte[90])), true },
        { "1.3 resumed, hello over many records", Join(Hello(new byte[32], 43, 41).Chunk(10).SelectMany(Handshake).ToArray(), Record(23, new byte[90])), true },
    };

    [Theory]
    [MemberData(nameof(Flights))]
    public void IsResumed_AnySplit_IsAsTheMessagesSay(string name, byte[] flight, bool expected)
    {
        foreach (byte[][] pieces in ScriptedStream.Splits(flight).Append(flight.Chunk(1).ToArray()))
        {
            ServerFlight seen = new();

            foreach (byte[] piece in pieces) seen.Observe(piece);

            Assert.True(seen.IsResumed == expected, $"{name}, split at {pieces[0].Length}");
            Assert.True(seen.IsTls, name);
            Assert.Null(seen.Alert);
            Assert.False(seen.AskedForCertificate, name);
        }
    }

    [Fact]
    public void AskedForCertificate_AskedInTls12_IsTrueAndExplainsTheAlert()
    {
        byte[] flight = Join(
            Handshake(Join(Hello12(), Message(Certificate, 13_000), Message(CertificateRequest, 30), Message(HelloDone, 0))), Record(21, [2, 40]));

        foreach (byte[][] pieces in new[] { new[] { flight }, flight.Chunk(1).ToArray(), flight.Chunk(7).ToArray() })
        {
            ServerFlight seen = new();
            foreach (byte[] piece in pieces) seen.Observe(piece);

            Assert.True(seen.AskedForCertificate);
            Assert.False(seen.IsResumed);
            Assert.Equal((byte?)40, seen.Alert);
            Assert.Equal(TlsFailure.ClientCertificateRequired, TlsAlert.CauseOf(40, seen.AskedForCertificate));
        }
    }

    [Fact]
    public void Alert_Warning_IsNotOne()
    {
        ServerFlight seen = new();

        seen.Observe(Join(Record(21, [1, 112]), Handshake(Hello12()), ChangeCipherSpec));

        Assert.Null(seen.Alert);
        Assert.True(seen.IsResumed);
    }

    [Theory]
    [InlineData("H")]
    [InlineData("\x16\x02xxx")] // a handshake, of SSL 2
    [InlineData("\x18\x03\x03..")]
    public void IsTls_OtherBytes_IsFalse(string bytes)
    {
        ServerFlight seen = new();

        foreach (char value in bytes) seen.Observe([(byte)value]);

        Assert.False(seen.IsTls);
    }

    [Fact]
    public void Observe_AnyBytes_IsHarmless()
    {
        const int Seed = 4711;
        Random random = new(Seed);
        byte[][] flights = Flights.Select(flight => flight.Data.Item2).ToArray();
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. flights[random.Next(flights.Length)]];
            for (int damage = random.Next(1, 8); damage > 0; damage--) bytes[random.Next(Math.Min(120, bytes.Length))] = (byte)random.Next(256);
            ServerFlight seen = new();

            Exception? failure = Xunit.Record.Exception(() => seen.Observe(bytes));

            Assert.True(failure is null, $"Seed {Seed}, round {round}: {failure}");
        }
    }

    private static byte[] Hello12() => Hello(new byte[32], 65281, 23, 35);

    private static byte[] Hello(byte[] random, params ushort[] extensions)
    {
        byte[] block = extensions.SelectMany(type => new byte[] { (byte)(type >> 8), (byte)type, 0, 2, 3, 4 }).ToArray();
        return Message(2, [3, 3, .. random, 32, .. new byte[32], 0x13, 1, 0, 0, (byte)block.Length, .. block]);
    }

    private static byte[] Message(byte type, int bytes) => Message(type, Enumerable.Repeat((byte)41, bytes).ToArray());

    private static byte[] Message(byte type, byte[] body) => [type, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static byte[] Handshake(byte[] messages) => Record(22, messages);

    private static byte[] Record(byte type, byte[] payload) => [type, 3, 3, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];

    private static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
