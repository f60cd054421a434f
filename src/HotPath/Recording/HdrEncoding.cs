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
    internal const int CompressedCookie = 0x1C849314;
    internal const int WrapperBytes = 8;

    private const int MaxInflation = 1_032; // deflate cannot do better

    /// <summary>Encodes and compresses: the V2 compressed form.</summary>
    /// <param name="snapshot">Stays as it is. Its <see cref="HistogramSnapshot.OverRange"/> is not part of the form.</param>
    public static byte[] Encode(HistogramSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        using HdrEncoder encoder = new();
        return encoder.Encode(snapshot).ToArray();
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
        if (encoded.Length < WrapperBytes) throw HdrFormatException.TooShort("compressed histogram's header", encoded.Length, WrapperBytes);

        int cookie = BinaryPrimitives.ReadInt32BigEndian(encoded);
        if (!HdrRecord.IsCookie(cookie, CompressedCookie)) throw HdrFormatException.WrongCookie(cookie, CompressedCookie);

        ReadOnlySpan<byte> compressed = encoded[WrapperBytes..];
        int expected = BinaryPrimitives.ReadInt32BigEndian(encoded[4..]);
        if (compressed.Length < expected) throw HdrFormatException.TooShort("compressed part", compressed.Length, expected);
        if (compressed.Length > expected) throw HdrFormatException.TooLong("compressed part", compressed.Length, Math.Max(0, expected));

        try
        {
            using ZLibStream zlib = new(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
            return Inflate(zlib, compressed.Length);
        }
        catch (Exception e) when (e is InvalidDataException or IOException) // IOException: the header asks for a preset dictionary
        {
            throw HdrFormatException.NotZlib(e);
        }
    }

    /// <summary>Decodes the text that logs carry.</summary>
    /// <param name="text">Base64 of the V2 compressed form.</param>
    /// <exception cref="HdrFormatException">It is not that.</exception>
    public static HistogramSnapshot DecodeFromBase64(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        byte[] bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text, bytes, out int length)
            ? Decode(bytes.AsSpan(0, length))
            : throw HdrFormatException.NotBase64(text.Length);
    }

    /// <summary>Decodes the V2 record that the compressed form holds. What follows its counts is not looked at.</summary>
    /// <param name="record">A header of 40 bytes, then the counts.</param>
    /// <exception cref="HdrFormatException">It is not that.</exception>
    public static HistogramSnapshot DecodeUncompressed(ReadOnlySpan<byte> record)
    {
        (HdrLayout layout, int countBytes) = HdrRecord.ReadHeader(record);

        ReadOnlySpan<byte> rest = record[HdrRecord.HeaderBytes..];
        if (rest.Length < countBytes) throw HdrFormatException.TooShort("part for the counts", rest.Length, countBytes);
        return HdrRecord.ReadCounts(rest[..countBytes], layout);
    }

    private static HistogramSnapshot Inflate(ZLibStream zlib, int compressedBytes)
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

            HistogramSnapshot snapshot = HdrRecord.ReadCounts(counts.AsSpan(0, countBytes), layout);
            ReadToEnd(zlib, (layout.Length * ZigZag.MaxBytes) - countBytes);
            return snapshot;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(counts);
        }
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
