using System.Buffers;
using HotPath.Http;

namespace HotPath.Tests.Http;

public class ReceiveBufferTests
{
    private const int OwnBytes = 512, MostBytes = 16 * 1024;

    private readonly ReceiveBuffer _buffer = new(MostBytes);

    [Fact]
    public void Release_BytesAreHeld_KeepsThem()
    {
        Receive("held"u8);
        _buffer.Accept(0, 4);

        _buffer.Release();

        Assert.Equal("held"u8, _buffer.Readable.FirstSpan);
    }

    [Fact]
    public void Release_SpaceIsLent_KeepsItForTheReceive()
    {
        Receive(new byte[2 * OwnBytes]);
        Consume(2 * OwnBytes);
        Memory<byte> lent = _buffer.LendSpace();

        _buffer.Clear();
        _buffer.Release();
        "late"u8.CopyTo(lent.Span);
        _buffer.Commit(4);

        Assert.Equal("late"u8, _buffer.Unjudged);
    }

    [Fact]
    public void Release_AllConsumed_CanGoOn()
    {
        Receive(new byte[2 * OwnBytes]);
        Consume(2 * OwnBytes);

        _buffer.Release();
        _buffer.Release();

        Assert.True(_buffer.IsEmpty);
        Assert.True(_buffer.Readable.IsEmpty);
        Receive("new"u8);
        Assert.Equal("new"u8, _buffer.Unjudged);
    }

    [Fact]
    public void PromiseSpace_Empty_HoldsNothingUntilItIsTaken()
    {
        Receive(new byte[2 * OwnBytes]);
        Consume(2 * OwnBytes);

        _buffer.PromiseSpace();
        SequencePosition seen = _buffer.Readable.Start; // by a read that was interrupted
        Memory<byte> taken = _buffer.Take();
        _buffer.AdvanceTo(seen, seen);
        _buffer.Clear();
        _buffer.Release(); // not what was promised

        Assert.True(taken.Length >= MostBytes);
        Assert.True(taken.Equals(_buffer.Take())); // nothing had come, and it is asked again
        "late"u8.CopyTo(taken.Span);
        _buffer.Commit(4);
        Assert.Equal("late"u8, _buffer.Unjudged);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(OwnBytes - 1)]
    [InlineData(OwnBytes)]
    [InlineData(MostBytes)]
    public void PromiseSpace_BytesAreHeld_KeepsThem(int heldBytes)
    {
        byte[] held = new byte[heldBytes];
        new Random(heldBytes).NextBytes(held);
        Receive(held);
        _buffer.Accept(0, heldBytes);

        _buffer.PromiseSpace();
        Memory<byte> taken = _buffer.Take();
        Assert.Equal(held, _buffer.Readable.FirstSpan);
        "late"u8.CopyTo(taken.Span);
        _buffer.Commit(4);
        _buffer.Accept(0, 4);

        Assert.Equal([.. held, .. "late"u8], _buffer.Readable.FirstSpan);
    }

    [Fact]
    public void Commit_NothingCame_GivesBackWhatWasTaken()
    {
        _buffer.PromiseSpace();
        _buffer.Take();

        _buffer.Commit(0);

        Assert.True(_buffer.IsEmpty);
        Receive("new"u8);
        Assert.Equal("new"u8, _buffer.Unjudged);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(3000)]
    [InlineData(MostBytes - OwnBytes - 1)]
    public void LendSpace_AllWasConsumed_HasRoomForAllThatCameTogetherLast(int fetchedBehind)
    {
        int room = OwnBytes + fetchedBehind + 1; // with one byte to spare, nothing has to be fetched behind it again
        Receive(new byte[OwnBytes]);
        Assert.True(_buffer.TryLendMore(out _));
        _buffer.Commit(fetchedBehind);
        Consume(OwnBytes + fetchedBehind);

        Assert.InRange(_buffer.LendSpace().Length, room, 4 * room);
        _buffer.Commit(1);
        Consume(1);
        Assert.Equal(OwnBytes, _buffer.LendSpace().Length);
    }

    [Fact]
    public void TryLendMore_SmallArrayIsFull_GivesMuchAndKeepsTheBytes()
    {
        byte[] bytes = new byte[OwnBytes + 100];
        new Random(2).NextBytes(bytes);
        Receive(bytes.AsSpan(0, OwnBytes));

        Assert.True(_buffer.TryLendMore(out Memory<byte> more));
        Assert.True(more.Length >= MostBytes - OwnBytes);
        bytes.AsSpan(OwnBytes).CopyTo(more.Span);
        _buffer.Commit(100);

        Assert.Equal(bytes, _buffer.Unjudged);
        Assert.False(_buffer.TryLendMore(out _));
    }

    [Fact]
    public void TryLendMore_SmallArrayHasRoom_IsFalse()
    {
        Receive(new byte[OwnBytes - 1]);

        Assert.False(_buffer.TryLendMore(out _));
    }

    [Fact]
    public void Accept_AfterAllWasConsumed_LeavesTheBytesWhereTheyStand()
    {
        Receive("5\r\nhello\r\n"u8);

        _buffer.Accept(3, 5);

        Assert.Equal("hello"u8, _buffer.Readable.FirstSpan);
        Assert.True(_buffer.HasUnexamined);
        Assert.True(_buffer.Unjudged.IsEmpty);
    }

    [Fact]
    public void Accept_BytesAreHeld_PutsTheNewBehindThem()
    {
        Receive("ab"u8);
        _buffer.Accept(0, 2);

        Receive("2\r\ncd\r\n"u8);
        _buffer.Accept(3, 2);

        Assert.Equal("abcd"u8, _buffer.Readable.FirstSpan);
    }

    [Theory]
    [InlineData(400)]           // of the small array
    [InlineData(MostBytes - 1)] // of a rented one, more than half
    public void LendSpace_BytesAreHeld_KeepsThemAndTheirPositions(int heldBytes)
    {
        byte[] held = new byte[heldBytes];
        new Random(1).NextBytes(held);
        for (int at = 0; at < heldBytes; at += 200)
        {
            Receive(held.AsSpan(at, Math.Min(200, heldBytes - at)));
            _buffer.Accept(0, _buffer.Unjudged.Length);
        }
        _buffer.AdvanceTo(_buffer.Readable.GetPosition(10), _buffer.Readable.GetPosition(20));

        int space = _buffer.LendSpace().Length;

        Assert.True(space >= MostBytes / 4);
        Assert.Equal(held.AsSpan(10), _buffer.Readable.FirstSpan);
        Assert.True(_buffer.HasUnexamined);
    }

    [Fact]
    public void AdvanceTo_PositionOfAnArrayGivenBack_IsRefused()
    {
        Receive(new byte[2 * OwnBytes]);
        Consume(2 * OwnBytes);
        Receive(new byte[2 * OwnBytes]);
        _buffer.Accept(0, 2 * OwnBytes);
        SequencePosition old = _buffer.Readable.End;
        _buffer.AdvanceTo(old, old);

        _buffer.Release();

        Assert.Throws<ArgumentOutOfRangeException>(() => _buffer.AdvanceTo(old, old));
    }

    private void Receive(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> space = _buffer.LendSpace().Span;
            int count = Math.Min(space.Length, bytes.Length);
            bytes[..count].CopyTo(space);
            _buffer.Commit(count);
            bytes = bytes[count..];
        }
    }

    private void Consume(int count)
    {
        _buffer.Accept(0, count);
        SequencePosition end = _buffer.Readable.End;
        _buffer.AdvanceTo(end, end);
    }
}
