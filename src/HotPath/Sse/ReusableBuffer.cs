using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HotPath.Sse;

// Grows to the largest content it ever had and keeps that memory. A span of it is good until the next Set or Append. Not to be copied.
internal struct ReusableBuffer
{
    private byte[] _bytes = [];
    private int _length;

    public ReusableBuffer()
    {
    }

    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public readonly bool IsEmpty => _length == 0;

    public readonly int Length => _length;

    public void Clear() => _length = 0;

    public void Set(ReadOnlySpan<byte> content)
    {
        _length = 0;
        Append(content);
    }

    public void Append(ReadOnlySpan<byte> content)
    {
        Reserve(content.Length);
        content.CopyTo(_bytes.AsSpan(_length));
        _length += content.Length;
    }

    public void Append(byte content)
    {
        Reserve(1);
        _bytes[_length++] = content;
    }

    // Appends LF and the first length of bytes. Of a short line all that one vector holds is copied: what is over costs less than a
    // branch on the length that no predictor foresees; see MultiLine in SseParserBenchmarks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendLine(ReadOnlySpan<byte> bytes, int length)
    {
        int vector = Vector512<byte>.Count;
        Reserve(1 + Math.Max(length, vector));
        _bytes[_length] = (byte)'\n';
        Span<byte> line = _bytes.AsSpan(_length + 1);
        if (length <= vector && bytes.Length >= vector)
        {
            Vector512.Create(bytes).CopyTo(line);
        }
        else
        {
            bytes[..length].CopyTo(line);
        }

        _length += 1 + length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int more)
    {
        if (_bytes.Length - _length < more) Grow(more);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int more)
    {
        // Doubled, so that a line fed byte by byte is copied a bounded number of times.
        int doubled = (int)Math.Min(2L * _bytes.Length, Array.MaxLength);
        Array.Resize(ref _bytes, Math.Max(checked(_length + more), doubled));
    }
}
