using System.Buffers.Binary;

namespace HotPath.Recording;

/// <summary>The uncompressed V2 record: a header of 40 bytes, then the counts up to the last that is not zero.</summary>
internal static class HdrRecord
{
    internal const int Cookie = 0x1C849313;
    internal const int HeaderBytes = 40;

    // What the two high digits of the low byte say is of no matter in V2.
    private const int CookieIgnores = 0xF0;

    internal static bool IsCookie(int found, int expected) => (found & ~CookieIgnores) == (expected & ~CookieIgnores);

    internal static int MaxBytes(HistogramSnapshot snapshot) => HeaderBytes + (ZigZag.MaxBytes * Math.Max(1, snapshot.Counts.LastIndex + 1));

    /// <returns>The bytes written.</returns>
    internal static int Write(Span<byte> output, HistogramSnapshot snapshot)
    {
        HdrLayout layout = snapshot.Layout;
        int countBytes = WriteCounts(output[HeaderBytes..], snapshot.Counts);

        BinaryPrimitives.WriteInt32BigEndian(output, Cookie);
        BinaryPrimitives.WriteInt32BigEndian(output[4..], countBytes);
        BinaryPrimitives.WriteInt32BigEndian(output[8..], 0); // normalizing index offset
        BinaryPrimitives.WriteInt32BigEndian(output[12..], layout.Digits);
        BinaryPrimitives.WriteInt64BigEndian(output[16..], layout.Lowest);
        BinaryPrimitives.WriteInt64BigEndian(output[24..], layout.Highest);
        BinaryPrimitives.WriteDoubleBigEndian(output[32..], 1); // integer to double ratio
        return HeaderBytes + countBytes;
    }

    /// <returns>The layout and the length of the counts, which that layout can fill.</returns>
    internal static (HdrLayout Layout, int CountBytes) ReadHeader(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderBytes) throw HdrFormatException.TooShort("record's header", header.Length, HeaderBytes);

        int cookie = BinaryPrimitives.ReadInt32BigEndian(header);
        if (!IsCookie(cookie, Cookie)) throw HdrFormatException.WrongCookie(cookie, Cookie);

        // The offset at 8 and the ratio at 32 are for other kinds of histogram; some writers put 1 there.
        int digits = BinaryPrimitives.ReadInt32BigEndian(header[12..]);
        long lowest = BinaryPrimitives.ReadInt64BigEndian(header[16..]);
        long highest = BinaryPrimitives.ReadInt64BigEndian(header[24..]);
        if (HdrLayout.FindProblem(lowest, highest, digits) is string problem) throw HdrFormatException.UnknownLayout(problem);

        HdrLayout layout = new(lowest, highest, digits);
        int countBytes = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        int limit = layout.Length * ZigZag.MaxBytes;
        if (countBytes < 0) throw HdrFormatException.TooShort("part for the counts", countBytes, 0);
        if (countBytes > limit) throw HdrFormatException.TooLong("part for the counts", countBytes, limit);
        return (layout, countBytes);
    }

    /// <param name="input">All of the counts.</param>
    /// <param name="snapshot">Empty. Has what could be read when it throws.</param>
    internal static void ReadCounts(ReadOnlySpan<byte> input, HistogramSnapshot snapshot)
    {
        BucketCounts counts = snapshot.Counts;
        int index = 0;
        long total = 0;
        for (int offset = 0; offset < input.Length;)
        {
            int read = ZigZag.Read(input[offset..], out long value);
            if (read == 0) throw HdrFormatException.DamagedCounts(offset, "a number without its end", "a whole number");

            int room = snapshot.Layout.Length - index;
            if (value < -room || (value >= 0 && room == 0))
            {
                throw HdrFormatException.DamagedCounts(offset, value < 0 ? $"a run of {value} empty buckets" : "one more count", $"at most {room} more buckets");
            }

            if (value < 0)
            {
                index += (int)-value;
            }
            else
            {
                if (value > long.MaxValue - total) throw HdrFormatException.TooManyValues();
                total += value;
                counts.Add(index++, value);
            }

            offset += read;
        }

        snapshot.SetTotals(overRange: 0);
    }

    // One empty bucket is written as a count of zero, two or more as their number with a minus sign.
    private static int WriteCounts(Span<byte> output, BucketCounts counts)
    {
        int end = Math.Max(1, counts.LastIndex + 1);
        int written = 0;
        for (int index = 0; index < end;)
        {
            long value = counts[index];
            int used = 1;
            if (value == 0 && counts.NextIndex(index) is int next && next - index > 1)
            {
                used = next - index;
                value = -used;
            }

            written += ZigZag.Write(output[written..], value);
            index += used;
        }

        return written;
    }
}
