using System.Numerics;
using System.Runtime.Intrinsics;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>The memory that a reader's escaped texts are decoded into. It grows to the longest object with escapes.</summary>
internal struct ChunkDecoder()
{
    private byte[] _decoded = [];

    /// <summary>The texts of the last object with escapes.</summary>
    public readonly ReadOnlySpan<byte> Decoded => _decoded;

    // The texts of one object are disjoint parts of it and no text is longer than its escapes, so memory as long as the
    // object holds them all: it is not replaced while a chunk borrows from it.
    public void Decode(ReadOnlySpan<byte> json, ref ChunkTexts texts)
    {
        if (_decoded.Length < json.Length)
        {
            long wanted = Math.Max(json.Length + JsonEscapes.Slack, 2L * _decoded.Length);
            _decoded = new byte[Math.Min(wanted, Array.MaxLength)];
        }

        int used = 0;
        for (int left = texts.Escaped; left != 0; left &= left - 1)
        {
            int lane = BitOperations.TrailingZeroCount(left);
            int length = JsonEscapes.Unescape(json, texts.Starts[lane], texts.Lengths[lane], _decoded.AsSpan(used));
            Vector256<int> isLane = Vector256.Equals(Vector256<int>.Indices, Vector256.Create(lane));
            texts.Starts = Vector256.ConditionalSelect(isLane, Vector256.Create(used), texts.Starts);
            texts.Lengths = Vector256.ConditionalSelect(isLane, Vector256.Create(length), texts.Lengths);
            used += length;
        }
    }
}
