namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>The integers of QPACK: what is left of a byte, and when that is all ones seven bits of each byte that follows (RFC 7541, 5.1).</summary>
internal static class QpackInteger
{
    /// <summary>More than any table or field here has; longer ones are an attack.</summary>
    private const long Most = 1 << 30;

    /// <param name="bytes">What is left to read; what belongs to the integer is taken off.</param>
    /// <param name="prefixBits">Of the first byte that are the integer's, from its lowest.</param>
    /// <exception cref="Http3ProtocolException">It is cut off, or absurd.</exception>
    public static int Read(ref ReadOnlySpan<byte> bytes, int prefixBits)
    {
        if (bytes.IsEmpty) throw Broken();

        int ones = (1 << prefixBits) - 1;
        long value = bytes[0] & ones;
        bytes = bytes[1..];
        if (value < ones) return (int)value;

        for (int shift = 0; ; shift += 7)
        {
            if (bytes.IsEmpty) throw Broken();

            byte each = bytes[0];
            bytes = bytes[1..];
            value += (long)(each & 0x7F) << shift;
            if (value > Most || shift > 28) throw Broken();
            if (each < 0x80) return (int)value;
        }
    }

    /// <param name="pattern">The bits above the prefix, in their places.</param>
    /// <returns>Bytes written, at most six.</returns>
    public static int Write(Span<byte> output, byte pattern, int prefixBits, int value)
    {
        int ones = (1 << prefixBits) - 1;
        if (value < ones)
        {
            output[0] = (byte)(pattern | value);
            return 1;
        }

        output[0] = (byte)(pattern | ones);
        value -= ones;
        int written = 1;
        for (; value >= 0x80; value >>= 7) output[written++] = (byte)(0x80 | value);
        output[written++] = (byte)value;
        return written;
    }

    private static Http3ProtocolException Broken() => new(Http3Code.QpackDecompressionFailed, "A header is no QPACK.");
}
