using System.Buffers;

namespace HotPath.Tests.Sse;

/// <summary>A piece of a sequence, behind the one before it.</summary>
internal sealed class PipeSegment : ReadOnlySequenceSegment<byte>
{
    public PipeSegment(ReadOnlyMemory<byte> memory, PipeSegment? before)
    {
        Memory = memory;
        if (before is null) return;
        RunningIndex = before.RunningIndex + before.Memory.Length;
        before.Next = this;
    }
}
