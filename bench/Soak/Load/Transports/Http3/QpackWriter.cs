using System.Text;
using HotPath.Requests;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>Encodes the fields of a request without the dynamic table and without the Huffman code: small, and quick to write.</summary>
internal static class QpackWriter
{
    private const byte StaticField = 0b1100_0000, StaticName = 0b0101_0000, OwnName = 0b0010_0000;

    /// <summary>What comes before the first field: no entry of a dynamic table is needed (RFC 9204, 4.5.1).</summary>
    public static void Begin(PooledBuffer output) => Append(output, [0, 0]);

    /// <summary>A field of the static table, name and value.</summary>
    public static void WriteStatic(PooledBuffer output, int place) => WriteInteger(output, StaticField, 6, place);

    /// <summary>A value of one's own to a name of the static table.</summary>
    public static void WriteValue(PooledBuffer output, int placeOfName, ReadOnlySpan<byte> value)
    {
        WriteInteger(output, StaticName, 4, placeOfName);
        WriteText(output, value);
    }

    /// <param name="name">Written in lower case, as HTTP/3 wants it.</param>
    public static void Write(PooledBuffer output, string name, string value)
    {
        byte[] lower = Encoding.ASCII.GetBytes(name.ToLowerInvariant());
        WriteInteger(output, OwnName, 3, lower.Length);
        Append(output, lower);
        WriteText(output, Encoding.Latin1.GetBytes(value));
    }

    private static void WriteText(PooledBuffer output, ReadOnlySpan<byte> text)
    {
        WriteInteger(output, 0, 7, text.Length);
        Append(output, text);
    }

    private static void WriteInteger(PooledBuffer output, byte pattern, int prefixBits, int value) =>
        output.Advance(QpackInteger.Write(output.GetSpan(8), pattern, prefixBits, value));

    private static void Append(PooledBuffer output, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }
}
