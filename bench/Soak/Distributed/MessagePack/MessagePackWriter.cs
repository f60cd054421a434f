using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace HotPath.Soak.Distributed.MessagePack;

/// <summary>Writes MessagePack, every value in its shortest form. An array or map is followed by as many values, or pairs, as it was said to have.</summary>
internal readonly struct MessagePackWriter(IBufferWriter<byte> output)
{
    public void Nil() => Byte(0xC0);

    public void Boolean(bool value) => Byte(value ? (byte)0xC3 : (byte)0xC2);

    public void Integer(long value)
    {
        switch (value)
        {
            case >= -32 and <= 127: Byte(unchecked((byte)value)); break;
            case >= 0 and <= byte.MaxValue: Number(0xCC, unchecked((ulong)value), sizeof(byte)); break;
            case >= 0 and <= ushort.MaxValue: Number(0xCD, unchecked((ulong)value), sizeof(ushort)); break;
            case >= 0 and <= uint.MaxValue: Number(0xCE, unchecked((ulong)value), sizeof(uint)); break;
            case >= 0: Number(0xCF, unchecked((ulong)value), sizeof(ulong)); break;
            case >= sbyte.MinValue: Number(0xD0, unchecked((ulong)value), sizeof(sbyte)); break;
            case >= short.MinValue: Number(0xD1, unchecked((ulong)value), sizeof(short)); break;
            case >= int.MinValue: Number(0xD2, unchecked((ulong)value), sizeof(int)); break;
            default: Number(0xD3, unchecked((ulong)value), sizeof(long)); break;
        }
    }

    public void Float(double value) => Number(0xCB, BitConverter.DoubleToUInt64Bits(value), sizeof(double));

    /// <summary>As UTF-8, which is always valid: half a surrogate pair becomes U+FFFD.</summary>
    public void Text(string value)
    {
        int bytes = Encoding.UTF8.GetByteCount(value);
        if (bytes <= 31) Byte((byte)(0xA0 | bytes));
        else Length(bytes, 0xD9, 0xDA, 0xDB);

        Encoding.UTF8.GetBytes(value, output);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Length(value.Length, 0xC4, 0xC5, 0xC6);
        output.Write(value);
    }

    public void Array(int count)
    {
        if (count <= 15) Byte((byte)(0x90 | count));
        else Length(count, null, 0xDC, 0xDD);
    }

    /// <param name="count">Pairs: a key and its value each.</param>
    public void Map(int count)
    {
        if (count <= 15) Byte((byte)(0x80 | count));
        else Length(count, null, 0xDE, 0xDF);
    }

    /// <summary>One pair of a map.</summary>
    public void Member(string key, string value)
    {
        Text(key);
        Text(value);
    }

    public void Member(string key, long value)
    {
        Text(key);
        Integer(value);
    }

    public void Member(string key, double value)
    {
        Text(key);
        Float(value);
    }

    /// <param name="inOneByte">Null: there is no such form.</param>
    private void Length(int value, byte? inOneByte, byte inTwoBytes, byte inFourBytes)
    {
        if (inOneByte is { } kind && value <= byte.MaxValue) Number(kind, (uint)value, sizeof(byte));
        else if (value <= ushort.MaxValue) Number(inTwoBytes, (uint)value, sizeof(ushort));
        else Number(inFourBytes, (uint)value, sizeof(uint));
    }

    /// <param name="bytes">How many of the value's lowest bytes are written, the highest of them first.</param>
    private void Number(byte kind, ulong value, int bytes)
    {
        Span<byte> span = output.GetSpan(1 + sizeof(ulong));
        span[0] = kind;
        BinaryPrimitives.WriteUInt64BigEndian(span[1..], value << (8 * (sizeof(ulong) - bytes)));
        output.Advance(1 + bytes);
    }

    private void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
