using System.Runtime.InteropServices;
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
    private static void MoveDown(Span<byte> source, Span<byte> target)
    {
        if (source.Length < Vector256<byte>.Count)
        {
            source.CopyTo(target);
            return;
        }

        // The last vector is read before anything is written over it.
        Vector256<byte> end = Vector256.Create<byte>(source[^Vector256<byte>.Count..]);
        Span<Vector256<byte>> from = MemoryMarshal.Cast<byte, Vector256<byte>>(source);
        Span<Vector256<byte>> to = MemoryMarshal.Cast<byte, Vector256<byte>>(target);
        for (int i = 0; i < from.Length && i < to.Length; i++) to[i] = from[i];
        end.CopyTo(target[^Vector256<byte>.Count..]);
    }
}
