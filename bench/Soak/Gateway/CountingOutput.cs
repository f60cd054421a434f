using System.Buffers;

namespace HotPath.Soak.Gateway;

/// <summary>Counts what goes through it.</summary>
internal sealed class CountingOutput(IBufferWriter<byte> output) : IBufferWriter<byte>
{
    /// <summary>Bytes, of all that was written.</summary>
    public int Written { get; private set; }

    public void Advance(int count)
    {
        output.Advance(count);
        Written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => output.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => output.GetSpan(sizeHint);
}
