using System.Runtime.Intrinsics;

namespace HotPath.Http;

/// <summary>Pieces of one buffer, moved together behind the first of them.</summary>
internal ref struct BodyRun(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    public int Start { get; private set; }

    public int Length { get; private set; }

    /// <summary>Adds the piece that stands at <paramref name="at"/>, behind all pieces before it.</summary>
    public void Add(int at, int length)
    {
        if (Length == 0) Start = at;
        int target = Start + Length;
        if (target < at) MoveDown(_bytes.Slice(at, length), _bytes.Slice(target, length));
        Length += length;
    }

    // Span.CopyTo hands what overlaps to the C library, at a price that a chunk of one event feels.
    private static void MoveDown(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (source.Length < Vector512<byte>.Count)
        {
            source.CopyTo(target);
            return;
        }

        // The last vector is read before anything is written over it.
        Vector512<byte> end = Vector512.Create(source[^Vector512<byte>.Count..]);
        Span<byte> endOfTarget = target[^Vector512<byte>.Count..];
        while (source.Length > Vector512<byte>.Count)
        {
            Vector512.Create(source).CopyTo(target);
            source = source[Vector512<byte>.Count..];
            target = target[Vector512<byte>.Count..];
        }
        end.CopyTo(endOfTarget);
    }
}
