using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace HotPath.Soak.Distributed.Zmtp;

/// <summary>The body of a command frame: the length of a name, the name, and what it says.</summary>
/// <param name="Name">Such as READY.</param>
internal readonly record struct ZmtpCommand(string Name, ReadOnlyMemory<byte> Data)
{
    public const string Ready = "READY";
    public const string Error = "ERROR";
    public const string Ping = "PING";
    private const string Pong = "PONG";

    private const string SocketType = "Socket-Type";
    private const string Identity = "Identity";
    private const int PingTtlBytes = 2;

    public static bool TryRead(ReadOnlyMemory<byte> body, out ZmtpCommand command)
    {
        command = default;
        if (body.IsEmpty || body.Length < 1 + body.Span[0]) return false;

        int end = 1 + body.Span[0];
        command = new ZmtpCommand(Encoding.ASCII.GetString(body.Span[1..end]), body[end..]);
        return true;
    }

    /// <param name="identity">1 to 255 bytes of UTF-8, by which the other side knows this one.</param>
    /// <returns>The body of the command that opens a connection.</returns>
    public static byte[] MakeReady(string socketType, string identity) =>
        [.. Named(Ready), .. Property(SocketType, Encoding.ASCII.GetBytes(socketType)), .. Property(Identity, Encoding.UTF8.GetBytes(identity))];

    /// <returns>The body of the answer to a PING: its context comes back.</returns>
    public byte[] MakePong() => [.. Named(Pong), .. Data.Span[Math.Min(PingTtlBytes, Data.Length)..]];

    /// <summary>What a READY says of the other side's socket.</summary>
    /// <returns>False where it says nothing that can be read.</returns>
    public bool TryReadSocketType([NotNullWhen(true)] out string? type)
    {
        type = null;
        ReadOnlySpan<byte> rest = Data.Span;
        while (!rest.IsEmpty)
        {
            int nameLength = rest[0];
            if (rest.Length < 1 + nameLength + sizeof(uint)) return false;

            ReadOnlySpan<byte> name = rest.Slice(1, nameLength);
            uint valueLength = BinaryPrimitives.ReadUInt32BigEndian(rest[(1 + nameLength)..]);
            rest = rest[(1 + nameLength + sizeof(uint))..];
            if (valueLength > rest.Length) return false;

            if (Ascii.EqualsIgnoreCase(name, SocketType)) type = Encoding.ASCII.GetString(rest[..(int)valueLength]);
            rest = rest[(int)valueLength..];
        }

        return type is not null;
    }

    /// <summary>What an ERROR says, after its length.</summary>
    public string ReadReason() => Data.Length > 1 ? Encoding.ASCII.GetString(Data.Span[1..]) : "no reason given";

    private static byte[] Named(string name) => [(byte)name.Length, .. Encoding.ASCII.GetBytes(name)];

    private static byte[] Property(string name, byte[] value)
    {
        byte[] length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)value.Length);
        return [.. Named(name), .. length, .. value];
    }
}
