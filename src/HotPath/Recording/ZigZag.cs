namespace HotPath.Recording;

/// <summary>The variable-length numbers of the V2 encoding: ZigZag, then seven bits a byte, low bits first, nine bytes at most.</summary>
/// <remarks>The ninth byte carries eight bits: that is where it differs from the numbers of Protocol Buffers.</remarks>
internal static class ZigZag
{
    internal const int MaxBytes = 9;

    private const int BitsPerByte = 7;
    private const byte MoreFollows = 0x80;

    /// <returns>The bytes written, at most <see cref="MaxBytes"/>.</returns>
    internal static int Write(Span<byte> output, long value)
    {
        ulong rest = (ulong)((value << 1) ^ (value >> 63));
        int length = 0;
        while (rest >= MoreFollows && length < MaxBytes - 1)
        {
            output[length++] = (byte)(rest | MoreFollows);
            rest >>= BitsPerByte;
        }

        output[length++] = (byte)rest;
        return length;
    }

    /// <returns>The bytes read, or 0 when the input ends before the number does.</returns>
    internal static int Read(ReadOnlySpan<byte> input, out long value)
    {
        ulong bits = 0;
        for (int i = 0; i < input.Length; i++)
        {
            bool last = i == MaxBytes - 1 || input[i] < MoreFollows;
            ulong part = i == MaxBytes - 1 ? input[i] : input[i] & ~(ulong)MoreFollows;
            bits |= part << (i * BitsPerByte);
            if (last)
            {
                value = (long)(bits >> 1) ^ -(long)(bits & 1);
                return i + 1;
            }
        }

        value = 0;
        return 0;
    }
}
