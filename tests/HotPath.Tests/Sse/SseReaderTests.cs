using System.Buffers;
using System.IO.Pipelines;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

public class SseReaderTests
{
    private static CancellationToken NotCancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ArrivedAt_EventsOfSeveralReads_IsTheReadThatBroughtTheirEnd()
    {
        TestPipe pipe = new();
        StampHandler handler = new(pipe.Events);

        ValueTask<SseEnd> reading = pipe.Events.ReadAllAsync(handler, NotCancelled);
        await pipe.ArriveAsync("data:a\n\ndata:b\n\nda"u8.ToArray());
        await pipe.ArriveAsync("ta:c\n"u8.ToArray());
        await pipe.ArriveAsync("\ndata:d\n\n"u8.ToArray());
        pipe.End();
        await reading;

        Assert.Equal([1, 1, 3, 3], handler.Stamps);
    }

    [Theory]
    [InlineData("", SseEnd.Completed)]
    [InlineData("data:a\n\n", SseEnd.Completed)]
    [InlineData("data:a\n\n: bye\n", SseEnd.Completed)]
    [InlineData("data:a\n\ndata:[DONE]\n", SseEnd.Truncated)]
    [InlineData("data:a\n\nda", SseEnd.Truncated)]
    public async Task ReadAllAsync_StreamEnds_TellsWhetherItEndedWithinAnEvent(string stream, SseEnd expected)
    {
        TestPipe pipe = new();
        await pipe.ArriveAsync(Pushes.Bytes(stream));
        pipe.End();

        SseEnd end = await pipe.Events.ReadAllAsync(new SeenEvents(), NotCancelled);

        Assert.Equal(expected, end);
    }

    [Fact]
    public async Task ReadAllAsync_AfterStopped_GoesOnWithTheNextEvent()
    {
        TestPipe pipe = new();
        SeenEvents seen = new() { StopsAfterEach = true };
        await pipe.ArriveAsync("data:a\n\ndata:b\r\n\r"u8.ToArray());

        SseEnd first = await pipe.Events.ReadAllAsync(seen, NotCancelled);
        SseEnd second = await pipe.Events.ReadAllAsync(seen, NotCancelled);
        await pipe.ArriveAsync("\ndata:c\n\n"u8.ToArray());
        pipe.End();
        SseEnd third = await pipe.Events.ReadAllAsync(seen, NotCancelled);
        SseEnd last = await pipe.Events.ReadAllAsync(seen, NotCancelled);

        Assert.Equal([SseEnd.Stopped, SseEnd.Stopped, SseEnd.Stopped, SseEnd.Completed], [first, second, third, last]);
        Assert.Equal(["a", "b", "c"], seen.All.Select(e => e.Data));
    }

    [Fact]
    public async Task ReadAllAsync_StopWithinManySegments_LeavesTheRestInThePipe()
    {
        // One segment a byte: the stop must be found again as a place in the sequence.
        ReadOnlySequence<byte> segments = SegmentEach("data:a\r\n\r\ndata:b\r\n\r\n"u8.ToArray());
        SeenEvents seen = new() { StopsAfterEach = true };
        PipeReader pipe = PipeReader.Create(segments);

        SseEnd end = await new SseReader(pipe, TimeProvider.System).ReadAllAsync(seen, NotCancelled);

        // The blank line's LF was not looked at, so it is still there.
        Assert.True(pipe.TryRead(out ReadResult left));
        Assert.Equal("\ndata:b\r\n\r\n"u8.ToArray(), left.Buffer.ToArray());
        Assert.Equal(SseEnd.Stopped, end);
    }

    [Fact]
    public async Task ReadAllAsync_EventLargerThanThePipeHolds_IsRead()
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 64, resumeWriterThreshold: 32, useSynchronizationContext: false));
        SeenEvents seen = new();
        ValueTask<SseEnd> reading = new SseReader(pipe.Reader, TimeProvider.System).ReadAllAsync(seen, NotCancelled);

        await pipe.Writer.WriteAsync(Pushes.Bytes($"data:{new string('x', 10_000)}\n\n"), NotCancelled);
        await pipe.Writer.CompleteAsync();

        Assert.Equal(SseEnd.Completed, await reading);
        Assert.Equal(10_000, Assert.Single(seen.All).Data.Length);
    }

    [Fact]
    public async Task ReadAllAsync_TokenCancelledWhileWaiting_Throws()
    {
        TestPipe pipe = new();
        using CancellationTokenSource cancellation = new();
        ValueTask<SseEnd> reading = pipe.Events.ReadAllAsync(new SeenEvents(), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
    }

    [Fact]
    public async Task ReadAllAsync_PendingReadCancelled_ThrowsAndMayBeCalledAgain()
    {
        TestPipe pipe = new();
        SeenEvents seen = new();
        ValueTask<SseEnd> reading = pipe.Events.ReadAllAsync(seen, NotCancelled);
        await pipe.ArriveAsync("data:a"u8.ToArray());

        pipe.Reader.CancelPendingRead();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
        await pipe.ArriveAsync("b\n\n"u8.ToArray());
        pipe.End();
        await pipe.Events.ReadAllAsync(seen, NotCancelled);

        Assert.Equal("ab", Assert.Single(seen.All).Data);
    }

    [Fact]
    public async Task ReadAllAsync_EventOverTheLimit_Throws()
    {
        TestPipe pipe = new(maxEventBytes: 10);
        await pipe.ArriveAsync("data:123456"u8.ToArray());

        await Assert.ThrowsAsync<SseFormatException>(
            async () => await pipe.Events.ReadAllAsync(new SeenEvents(), NotCancelled));
    }

    [Fact]
    public async Task ReadAllAsync_WriterFails_PassesItsErrorOn()
    {
        TestPipe pipe = new();
        pipe.End(new IOException("reset"));

        await Assert.ThrowsAsync<IOException>(async () => await pipe.Events.ReadAllAsync(new SeenEvents(), NotCancelled));
    }

    private static ReadOnlySequence<byte> SegmentEach(byte[] bytes)
    {
        PipeSegment first = new(bytes.AsMemory(0, 1), null);
        PipeSegment last = first;
        for (int i = 1; i < bytes.Length; i++) last = new PipeSegment(bytes.AsMemory(i, 1), last);
        return new ReadOnlySequence<byte>(first, 0, last, 1);
    }

    private sealed class StampHandler(SseReader reader) : ISseHandler
    {
        public List<long> Stamps { get; } = [];

        public bool OnEvent(SseEvent e)
        {
            Stamps.Add(reader.ArrivedAt);
            return true;
        }
    }
}
