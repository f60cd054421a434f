using System.Buffers;
using HotPath.Requests;

namespace HotPath.Tests.Requests;

public sealed class PooledBufferTests
{
    [Fact]
    public void Write_PastTheCapacityInPiecesOfEverySize_KeepsEveryByte()
    {
        byte[] expected = new byte[100_000];
        new Random(7).NextBytes(expected);
        using PooledBuffer buffer = new(1);

        int at = 0;
        for (int size = 0; at < expected.Length; size++)
        {
            int count = Math.Min(size, expected.Length - at);
            expected.AsSpan(at, count).CopyTo(buffer.GetSpan(count));
            buffer.Advance(count);
            at += count;
        }

        Assert.Equal(expected.Length, buffer.WrittenCount);
        Assert.Equal(expected, buffer.WrittenSpan);
        Assert.Equal(expected, buffer.WrittenMemory.Span);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000)]
    public void GetSpan_OfFullBuffer_HasAtLeastTheRoomAskedForAndAtLeastOneByte(int sizeHint)
    {
        using PooledBuffer buffer = new(16);
        buffer.Advance(buffer.GetSpan().Length);

        Assert.InRange(buffer.GetSpan(sizeHint).Length, Math.Max(1, sizeHint), int.MaxValue);
        Assert.InRange(buffer.GetMemory(sizeHint).Length, Math.Max(1, sizeHint), int.MaxValue);
    }

    [Fact]
    public void ResetWrittenCount_AfterGrowth_StartsAgainInTheSameMemory()
    {
        using PooledBuffer buffer = new(16);
        buffer.Write(new byte[10_000]);
        int capacity = buffer.WrittenCount + buffer.GetSpan().Length;

        buffer.ResetWrittenCount();

        Assert.Equal(0, buffer.WrittenCount);
        Assert.True(buffer.WrittenSpan.IsEmpty);
        Assert.Equal(capacity, buffer.GetSpan().Length);
    }

    [Fact]
    public void Advance_PastTheRoom_ThrowsAndChangesNothing()
    {
        using PooledBuffer buffer = new(16);
        buffer.Write("abc"u8);
        int room = buffer.GetSpan().Length;

        Assert.Throws<InvalidOperationException>(() => buffer.Advance(room + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(-1));

        Assert.Equal("abc"u8, buffer.WrittenSpan);
    }

    [Fact]
    public void GetSpan_MoreThanAnArrayHolds_ThrowsAndKeepsTheContent()
    {
        using PooledBuffer buffer = new(16);
        buffer.Write("abc"u8);

        Assert.Throws<InvalidOperationException>(() => { buffer.GetSpan(int.MaxValue); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { buffer.GetSpan(-1); });

        Assert.Equal("abc"u8, buffer.WrittenSpan);
    }

    [Fact]
    public void EveryMember_AfterDispose_Throws()
    {
        PooledBuffer buffer = new();
        buffer.Write("abc"u8);
        buffer.Dispose();
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => { _ = buffer.WrittenCount; });
        Assert.Throws<ObjectDisposedException>(() => { _ = buffer.WrittenSpan; });
        Assert.Throws<ObjectDisposedException>(() => { _ = buffer.WrittenMemory; });
        Assert.Throws<ObjectDisposedException>(() => { buffer.GetSpan(); });
        Assert.Throws<ObjectDisposedException>(() => { buffer.GetMemory(); });
        Assert.Throws<ObjectDisposedException>(() => buffer.Advance(0));
        Assert.Throws<ObjectDisposedException>(buffer.ResetWrittenCount);
    }
}
