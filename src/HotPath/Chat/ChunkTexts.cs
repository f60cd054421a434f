using System.Runtime.Intrinsics;

namespace HotPath.Chat;

/// <summary>Where the texts of a chat-completion object stand, a lane for each <see cref="ChunkText"/>; an absent one has length 0.</summary>
/// <remarks>Vectors, since an open slot of a template moves all texts behind it at once.</remarks>
internal struct ChunkTexts
{
    /// <summary>One for each <see cref="ChunkText"/>, and each lane of a vector.</summary>
    public const int Count = 8;

    public Vector256<int> Starts;
    public Vector256<int> Lengths;

    /// <summary>A bit for each text with escapes.</summary>
    public int Escaped;

    public static ChunkTexts From(ReadOnlySpan<JsonStringToken> tokens)
    {
        Span<int> starts = stackalloc int[Count];
        Span<int> lengths = stackalloc int[Count];
        int escaped = 0;
        for (int lane = 0; lane < tokens.Length; lane++)
        {
            starts[lane] = tokens[lane].Start;
            lengths[lane] = tokens[lane].Length;
            if (tokens[lane].IsEscaped) escaped |= 1 << lane;
        }

        return new ChunkTexts { Starts = Vector256.Create<int>(starts), Lengths = Vector256.Create<int>(lengths), Escaped = escaped };
    }
}
