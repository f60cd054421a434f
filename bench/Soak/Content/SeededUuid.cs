using System.Buffers.Binary;

namespace HotPath.Soak.Content;

/// <summary>UUIDs of version 4 (RFC 9562, section 5.4) whose random bits are drawn from a seed: the same on every machine.</summary>
internal static class SeededUuid
{
    /// <summary>Bytes of one, as text.</summary>
    public const int TextLength = 36;

    private const int VersionAt = 6, VariantAt = 8;

    /// <summary>Writes it in lower case with hyphens; allocates nothing.</summary>
    /// <param name="utf8">At least <see cref="TextLength"/> bytes.</param>
    /// <param name="seed">Which one.</param>
    /// <param name="sequence">Keeps those of one use apart from all others of the same seed.</param>
    public static void Write(Span<byte> utf8, long seed, ulong sequence)
    {
        Span<byte> bytes = stackalloc byte[16];
        SplitMix64 random = new(SplitMix64.At((ulong)seed, sequence));
        BinaryPrimitives.WriteUInt64BigEndian(bytes, random.Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], random.Next());
        bytes[VersionAt] = (byte)(0x40 | (bytes[VersionAt] & 0x0F));
        bytes[VariantAt] = (byte)(0x80 | (bytes[VariantAt] & 0x3F));
        new Guid(bytes, bigEndian: true).TryFormat(utf8, out _);
    }
}
