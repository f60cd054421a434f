namespace HotPath.Sse;

// Grows to the largest content it ever had and keeps that memory. A span of it is good until the next Set or Append.
internal sealed class ReusableBuffer
{
    private byte[] _bytes = [];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public bool IsEmpty => _length == 0;

    public int Length => _length;

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

    private void Reserve(int more)
    {
        if (_bytes.Length - _length >= more) return;

        // Doubled, so that a line fed byte by byte is copied a bounded number of times.
        int doubled = (int)Math.Min(2L * _bytes.Length, Array.MaxLength);
        Array.Resize(ref _bytes, Math.Max(checked(_length + more), doubled));
    }
}
