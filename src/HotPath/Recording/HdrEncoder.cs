using System.Buffers.Binary;
using System.IO.Compression;
using HotPath.Requests;

namespace HotPath.Recording;

/// <summary>The V2 compressed form of one histogram after the other, in memory that is used again.</summary>
/// <remarks>
/// One thread at a time. What is allocated for each is the framework's compressor, a few hundred bytes whatever the histogram's size:
/// it cannot be reset.
/// </remarks>
internal sealed class HdrEncoder : IDisposable
{
    // Counts repeat themselves byte by byte or not at all: looking for longer matches takes half as long again and saves a
    // fiftieth of a large histogram, nothing of a small one.
    private static readonly ZLibCompressionOptions Compression = new() { CompressionStrategy = ZLibCompressionStrategy.RunLengthEncoding };

    private readonly PooledBuffer _record = new();
    private readonly MemoryStream _encoded = new();

    /// <summary>Encodes and compresses.</summary>
    /// <returns>Valid until the next call or <see cref="Dispose"/>.</returns>
    public ReadOnlySpan<byte> Encode(HistogramSnapshot snapshot)
    {
        _record.ResetWrittenCount();
        _record.Advance(HdrRecord.Write(_record.GetSpan(HdrRecord.MaxBytes(snapshot)), snapshot));

        _encoded.SetLength(HdrEncoding.WrapperBytes);
        _encoded.Position = HdrEncoding.WrapperBytes;
        using (ZLibStream zlib = new(_encoded, Compression, leaveOpen: true)) zlib.Write(_record.WrittenSpan);

        Span<byte> encoded = _encoded.GetBuffer().AsSpan(0, (int)_encoded.Length);
        BinaryPrimitives.WriteInt32BigEndian(encoded, HdrEncoding.CompressedCookie);
        BinaryPrimitives.WriteInt32BigEndian(encoded[4..], encoded.Length - HdrEncoding.WrapperBytes);
        return encoded;
    }

    public void Dispose()
    {
        _record.Dispose();
        _encoded.Dispose();
    }
}
