using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace HotPath.Recording;

/// <summary>The V2 encoding of HdrHistogram: what its readers in other languages take and write.</summary>
/// <remarks>
/// Pure functions: any thread, as long as nobody changes the snapshot meanwhile. What is decoded is not trusted: whatever the
/// bytes are, the answer is a snapshot or an <see cref="HdrFormatException"/>. Memory is bounded by the layout that the header
/// names: eight bytes a bucket, 47 MiB for the largest there is, and no more for the counts than the input could inflate to.
/// </remarks>
public static class HdrEncoding
{
    private const int CompressedCookie = 0x1C849314;
    private const int WrapperBytes = 8;
    private const int MaxInflation = 1_032; // deflate cannot do better

    // Counts repeat themselves byte by byte or not at all: looking for longer matches takes half as long again and saves a
    // fiftieth of a large histogram, nothing of a small one.
    private static readonly ZLibCompressionOptions Compression = new() { CompressionStrategy = ZLibCompressionStrategy.RunLengthEncoding };

    /// <summary>Encodes and compresses: the V2 compressed form.</summary>
    /// <param name="snapshot">Stays as it is. Its <see cref="HistogramSnapshot.OverRange"/> is not part of the form.</param>
    public static byte[] Encode(HistogramSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);

        byte[] record = ArrayPool<byte>.Shared.Rent(HdrRecord.MaxBytes(snapshot));
        try
        {
            int recordBytes = HdrRecord.Write(record, snapshot);

            using MemoryStream output = new();
            output.Write(stackalloc byte[WrapperBytes]);
            using (ZLibStream zlib = new(output, Compression, leaveOpen: true)) zlib.Write(record, 0, recordBytes);

            byte[] encoded = output.ToArray();
            BinaryPrimitives.WriteInt32BigEndian(encoded, CompressedCookie);
            BinaryPrimitives.WriteInt32BigEndian(encoded.AsSpan(4), encoded.Length - WrapperBytes);
            return encoded;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(record);
        }
    }

    /// <summary>Encodes and compresses, as the text that logs carry.</summary>
    /// <param name="snapshot">As in <see cref="Encode"/>.</param>
    public static string EncodeToBase64(HistogramSnapshot snapshot) => Convert.ToBase64String(Encode(snapshot));

    /// <summary>Encodes without compressing: the V2 record that the compressed form holds.</summary>
    /// <param name="snapshot">As in <see cref="Encode"/>.</param>
    public static byte[] EncodeUncompressed(HistogramSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);

        byte[] record = ArrayPool<byte>.Shared.Rent(HdrRecord.MaxBytes(snapshot));
        try
        {
            return record[..HdrRecord.Write(record, snapshot)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(record);
        }
    }

    /// <summary>Decodes the V2 compressed form. A zlib stream without its checksum is read too: HdrHistogram.NET writes none.</summary>
    /// <param name="encoded">All of it and nothing more.</param>
    /// <exception cref="HdrFormatException">It is not that.</exception>
    public static HistogramSnapshot Decode(ReadOnlySpan<byte> encoded)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            encoded.CopyTo(copy);
            return Decode(new ArraySegment<byte>(copy, 0, encoded.Length), reused: null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    /// <summary>Decodes the text that logs carry.</summary>
    /// <param name="text">Base64 of the V2 compressed form.</param>
    /// <exception cref="HdrFormatException">It is not that.</exception>
    public static HistogramSnapshot DecodeFromBase64(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DecodeFromBase64(text, reused: null);
    }

    /// <summary>Decodes the V2 record that the compressed form holds. What follows its counts is not looked at.</summary>
    /// <param name="record">A header of 40 bytes, then the counts.</param>
    /// <exception cref="HdrFormatException">It is not that.</exception>
    public static HistogramSnapshot DecodeUncompressed(ReadOnlySpan<byte> record)
    {
        (HdrLayout layout, int countBytes) = HdrRecord.ReadHeader(record);

        ReadOnlySpan<byte> rest = record[HdrRecord.HeaderBytes..];
        if (rest.Length < countBytes) throw HdrFormatException.TooShort("part for the counts", rest.Length, countBytes);

        HistogramSnapshot snapshot = new(layout);
        HdrRecord.ReadCounts(rest[..countBytes], snapshot);
        return snapshot;
    }

    /// <param name="text">Base64 of the V2 compressed form.</param>
    /// <param name="reused">Overwritten and returned where there is one; must then have the layout of the histogram. What it has when this throws is of no use.</param>
    internal static HistogramSnapshot DecodeFromBase64(ReadOnlySpan<char> text, HistogramSnapshot? reused)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(text.Length / 4 * 3);
        try
        {
            return Convert.TryFromBase64Chars(text, bytes, out int length)
                ? Decode(new ArraySegment<byte>(bytes, 0, length), reused)
                : throw HdrFormatException.NotBase64(text.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static HistogramSnapshot Decode(ArraySegment<byte> encoded, HistogramSnapshot? reused)
    {
        ReadOnlySpan<byte> header = encoded;
        if (header.Length < WrapperBytes) throw HdrFormatException.TooShort("compressed histogram's header", header.Length, WrapperBytes);

        int cookie = BinaryPrimitives.ReadInt32BigEndian(header);
        if (!HdrRecord.IsCookie(cookie, CompressedCookie)) throw HdrFormatException.WrongCookie(cookie, CompressedCookie);

        ArraySegment<byte> compressed = encoded[WrapperBytes..];
        int expected = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        if (compressed.Count < expected) throw HdrFormatException.TooShort("compressed part", compressed.Count, expected);
        if (compressed.Count > expected) throw HdrFormatException.TooLong("compressed part", compressed.Count, Math.Max(0, expected));

        try
        {
            using MemoryStream input = new(compressed.Array!, compressed.Offset, compressed.Count, writable: false);
            using ZLibStream zlib = new(input, CompressionMode.Decompress);
            return Inflate(zlib, compressed.Count, reused);
        }
        catch (Exception e) when (e is InvalidDataException or IOException) // IOException: the header asks for a preset dictionary
        {
            throw HdrFormatException.NotZlib(e);
        }
    }

    private static HistogramSnapshot Inflate(ZLibStream zlib, int compressedBytes, HistogramSnapshot? reused)
    {
        Span<byte> header = stackalloc byte[HdrRecord.HeaderBytes];
        int headerBytes = zlib.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        (HdrLayout layout, int countBytes) = HdrRecord.ReadHeader(header[..headerBytes]);

        long limit = (long)compressedBytes * MaxInflation;
        if (countBytes > limit) throw HdrFormatException.TooLong("part for the counts", countBytes, limit);

        byte[] counts = ArrayPool<byte>.Shared.Rent(countBytes);
        try
        {
            int read = zlib.ReadAtLeast(counts.AsSpan(0, countBytes), countBytes, throwOnEndOfStream: false);
            if (read < countBytes) throw HdrFormatException.TooShort("part for the counts", read, countBytes);

            HistogramSnapshot snapshot = Emptied(reused, layout);
            HdrRecord.ReadCounts(counts.AsSpan(0, countBytes), snapshot);
            ReadToEnd(zlib, (layout.Length * ZigZag.MaxBytes) - countBytes);
            return snapshot;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(counts);
        }
    }

    private static HistogramSnapshot Emptied(HistogramSnapshot? reused, HdrLayout layout)
    {
        if (reused is null) return new HistogramSnapshot(layout);
        if (reused.Layout != layout) throw HdrFormatException.OtherLayout(layout, reused.Layout);

        reused.Clear();
        return reused;
    }

    // To the end, because that is where the checksum is. HdrHistogram.NET compresses its whole buffer, so zeros may follow
    // the counts, as many as the layout's longest record has room for.
    private static void ReadToEnd(ZLibStream zlib, int limit)
    {
        Span<byte> ignored = stackalloc byte[1_024];
        int total = 0;
        for (int read = zlib.Read(ignored); read > 0; read = zlib.Read(ignored))
        {
            total += read;
            if (total > limit) throw HdrFormatException.TooLong("part after the counts", total, limit);
        }
    }
}
