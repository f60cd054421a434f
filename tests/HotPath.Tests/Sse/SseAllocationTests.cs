using System.Buffers;
using System.IO.Pipelines;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>What is said to allocate nothing, after its buffers have grown.</summary>
public class SseAllocationTests
{
    public static TheoryData<string> Streams => new()
    {
        "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n",
        "event: ping\nid: 17\nretry: 5\ndata: one\ndata: two\n: note\n\n",
        "data: one\r\ndata: two\r\n\r\n",
        "id: 1\n\ndata\n\nid\n\n",
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Push_AnySplitInSteadyState_AllocatesNothing(string stream)
    {
        byte[] bytes = Pushes.Bytes(stream);
        SseParser parser = new();
        DataBytes seen = new();
        PushAtEverySplit(parser, bytes, seen);

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 100; i++) PushAtEverySplit(parser, bytes, seen);
        });

        Assert.Equal(0, allocated);
        Assert.True(seen.Events > 0);
    }

    [Fact]
    public void ReadAllAsync_ManyReads_AllocatesNoMoreThanAFew()
    {
        long few = LeastOfReads(count: 10); // the call itself, and the buffers as they grow
        long many = LeastOfReads(count: 1_000);

        Assert.Equal(few, many);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(2_048)]
    public void ReadAllAsync_ManyReadsOfAStream_AllocatesNoMoreThanAFew(int readBytes)
    {
        long few = LeastOfStreamReads(readBytes, events: 5_000); // the call itself, and the buffers as they grow
        long many = LeastOfStreamReads(readBytes, events: 15_000);

        Assert.Equal(few, many);
    }

    private static void PushAtEverySplit(SseParser parser, byte[] bytes, DataBytes seen)
    {
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            parser.Push(bytes.AsSpan(0, cut), ref seen);
            parser.Push(bytes.AsSpan(cut), ref seen);
            parser.Reset();
        }

        for (int i = 0; i < bytes.Length; i++) parser.Push(bytes.AsSpan(i, 1), ref seen);
    }

    private static long LeastOfReads(int count) => Allocations.Least(() =>
    {
        RepeatingPipe pipe = new("data: one\n\ndata: tw"u8.ToArray(), count);
        ReadAll(new SseReader(pipe, TimeProvider.System), count);
    });

    private static long LeastOfStreamReads(int readBytes, int events)
    {
        byte[] bytes = [.. Enumerable.Repeat("data: one\n\nevent: e\ndata: two\n\n"u8.ToArray(), events / 2).SelectMany(b => b)];
        return Allocations.Least(() =>
        {
            using PiecesStream stream = new(bytes, () => readBytes);
            ReadAll(new SseReader(stream, TimeProvider.System), events);
        });
    }

    private static void ReadAll(SseReader reader, int events)
    {
        DataBytes seen = new();
        ValueTask<SseEnd> reading = reader.ReadAllAsync(seen, CancellationToken.None);
        Assert.True(reading.IsCompletedSuccessfully);
        Assert.Equal(events, seen.Events);
    }

    private sealed class DataBytes : ISseHandler
    {
        public int Events { get; private set; }

        public bool OnEvent(SseEvent e)
        {
            Events++;
            return true;
        }
    }

    // Gives the same bytes over and over, without waiting: what is measured is the reader alone.
    private sealed class RepeatingPipe(byte[] bytes, int count) : PipeReader
    {
        private readonly ReadOnlySequence<byte> _bytes = new(bytes);
        private int _reads;

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
            new(new ReadResult(_bytes, isCanceled: false, isCompleted: ++_reads == count));

        public override void AdvanceTo(SequencePosition consumed)
        {
            if (!consumed.Equals(_bytes.End)) throw new InvalidOperationException("The reader left bytes in the pipe.");
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => AdvanceTo(consumed);

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void CancelPendingRead() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
