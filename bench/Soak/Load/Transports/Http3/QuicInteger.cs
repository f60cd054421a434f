using System.Buffers.Binary;
using System.Numerics;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>The integers of QUIC and HTTP/3: 1, 2, 4 or 8 bytes, which the first two bits tell (RFC 9000, 16).</summary>
internal static class QuicInteger
{
    public const int MaxBytes = 8;

    /// <summary>Bytes of the one that begins with <paramref name="first"/>.</summary>
    public static int LengthOf(byte first) => 1 << (first >> 6);

    /// <param name="bytes">All of its bytes.</param>
    public static long Read(ReadOnlySpan<byte> bytes) => LengthOf(bytes[0]) switch
    {
        1 => bytes[0] & 0x3F,
        2 => BinaryPrimitives.ReadUInt16BigEndian(bytes) & 0x3FFF,
        4 => BinaryPrimitives.ReadUInt32BigEndian(bytes) & 0x3FFF_FFFF,
        _ => (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) & 0x3FFF_FFFF_FFFF_FFFF),
    };

    /// <param name="output">At least <see cref="MaxBytes"/>.</param>
    /// <param name="value">From 0 to 2^62 - 1.</param>
    /// <returns>Bytes written, the fewest that hold it.</returns>
    public static int Write(Span<byte> output, long value)
    {
        switch (BitOperations.Log2((ulong)value))
        {
            case < 6:
                output[0] = (byte)value;
                return 1;
            case < 14:
                BinaryPrimitives.WriteUInt16BigEndian(output, (ushort)(value | 0x4000));
                return 2;
            case < 30:
                BinaryPrimitives.WriteUInt32BigEndian(output, (uint)value | 0x8000_0000);
                return 4;
            default:
                BinaryPrimitives.WriteUInt64BigEndian(output, (ulong)value | 0xC000_0000_0000_0000);
                return 8;
        }
    }
}
