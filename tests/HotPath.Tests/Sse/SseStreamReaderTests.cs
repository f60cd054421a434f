using System.IO.Pipelines;
using System.Text;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>What is the stream's own, beside what <see cref="SseReaderTests"/> holds of the pipe.</summary>
public class SseStreamReaderTests
{
    private static CancellationToken NotCancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Streams => FormatCase.Streams;

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task ReadAllAsync_ReadsOfAnyLength_GivesTheEventsOfTheTable(string name)
    {
        FormatCase expected = FormatCase.Named(name);
        byte[] input = expected.InputBytes;
        SseEnd end = ReferenceSse.Parse(input, new SeenEvents()).IsMidEvent ? SseEnd.Truncated : SseEnd.Completed;

        for (int readBytes = 1; readBytes <= input.Length; readBytes++)
        {
            SeenEvents seen = new();
            using PiecesStream stream = new(input, () => readBytes);

            Assert.Equal(end, await new SseReader(stream, TimeProvider.System).ReadAllAsync(seen, NotCancelled));
            Assert.Equal(expected.ExpectedEvents, seen.All);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(40)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public async Task ReadAllAsync_ReadThatBringsTheEndOfAnEvent_HandsItOverBeforeTheNextRead(int readBytes)
    {
        const int Seed = 90_125;
        Random random = new(Seed);
        for (int number = 0; number < 400; number++)
        {
            byte[] input = Pushes.Bytes(HostileStream.Next(random));
            SeenEvents seen = new();
            int given = 0;
            using PiecesStream stream = new(input, () =>
            {
                List<SeenEvent> expected = ReferenceSse.Events(Encoding.Latin1.GetString(input.AsSpan(0, given)));
                Assert.True(expected.SequenceEqual(seen.All), $"Stream {number} of seed {Seed}, after {given} bytes: {Convert.ToHexString(input)}");
                given = Math.Min(given + readBytes, input.Length);
                return readBytes;
            });

            await new SseReader(stream).ReadAllAsync(seen, NotCancelled);

            Assert.Equal(input.Length, given);
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    public async Task ReadAllAsync_BlankLineAloneAfterALongRead_HandsTheEventOverBeforeTheNextRead(string lineEnd)
    {
        string line = $"data: {new string('x', 100)}{lineEnd}";
        Queue<int> lengths = new([9, line.Length, 1]); // the first for what a stream may begin with
        SeenEvents seen = new();
        List<int> seenBeforeRead = [];
        using PiecesStream stream = new(Pushes.Bytes($"data: a{lineEnd}{lineEnd}{line}{lineEnd}: rest"), () =>
        {
            seenBeforeRead.Add(seen.All.Count);
            return lengths.TryDequeue(out int length) ? length : int.MaxValue;
        });

        await new SseReader(stream).ReadAllAsync(seen, NotCancelled);

        Assert.Equal([0, 1, 1, 2, 2], seenBeforeRead);
    }

    [Theory]
    [InlineData("data: 12345", 10)]
    [InlineData("data: 1\ndata: 2\n", 13)]
    [InlineData(": 345678901", 10)]
    [InlineData("data: 1\n\ndata: 12345", 10)]
    public async Task ReadAllAsync_ByteThatIsOverTheLimit_ThrowsBeforeTheNextRead(string overLimit, int limit)
    {
        int read = 0;
        using PiecesStream stream = new(Pushes.Bytes(overLimit + "678\n\n"), () =>
        {
            read++;
            return 1;
        });
        SseReader reader = new(stream, limit);

        await Assert.ThrowsAsync<SseFormatException>(async () => await reader.ReadAllAsync(new SeenEvents(), NotCancelled));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.ReadAllAsync(new SeenEvents(), NotCancelled));

        Assert.InRange(read, 1, overLimit.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(3_000)]
    public async Task ReadAllAsync_LinesAroundWhatIsHeld_GivesTheEventsOfTheReference(int readBytes)
    {
        // Of the buffer's 16 KiB, half may be held for one line, and a quarter stays free for the next read.
        foreach (int length in (int[])[8_180, 8_192, 8_250, 12_288, 16_384, 20_000])
        {
            string line = new('x', length);
            string input = $"data: a\n\ndata: {line}\n: {line}\nevent: {line}\ndata: b\r\n\r\ndata: {line}\n\n";
            using PiecesStream stream = new(Pushes.Bytes(input), () => readBytes);
            SeenEvents seen = new();

            SseEnd end = await new SseReader(stream).ReadAllAsync(seen, NotCancelled);

            Assert.Equal(SseEnd.Completed, end);
            Assert.Equal(ReferenceSse.Events(input), seen.All);
        }
    }

    [Fact]
    public async Task ArrivedAt_NoClock_IsZero()
    {
        using PiecesStream stream = new("data:a\n\n"u8.ToArray(), () => int.MaxValue);
        SseReader reader = new(stream);
        StampHandler handler = new(reader);

        await reader.ReadAllAsync(handler, NotCancelled);

        Assert.Equal([0], handler.Stamps);
    }

    [Fact]
    public async Task ArrivedAt_EventsOfSeveralReads_IsTheReadThatBroughtTheirEnd()
    {
        Queue<int> lengths = new([18, 6, 10, 1, 1]);
        TestPipe.HandDrivenTime time = new();
        using PiecesStream stream = new("data:a\n\ndata:b\n\ndata:c\n\ndata:d\n\n"u8.ToArray(), () =>
        {
            time.Now++;
            return lengths.TryDequeue(out int length) ? length : 0;
        });
        SseReader reader = new(stream, time);
        StampHandler handler = new(reader);

        await reader.ReadAllAsync(handler, NotCancelled);

        Assert.Equal([1, 1, 2, 3], handler.Stamps);
    }

    [Fact]
    public async Task ReadAllAsync_AfterStopped_GoesOnWithTheNextEventAndItsStamp()
    {
        TestPipe.HandDrivenTime time = new() { Now = 7 };
        using PiecesStream stream = new("data:a\n\ndata:b\r\n\r\ndata:c\n\n"u8.ToArray(), () => int.MaxValue);
        SseReader reader = new(stream, time);
        SeenEvents seen = new() { StopsAfterEach = true };

        List<SseEnd> ends = [];
        List<long> stamps = [];
        for (int i = 0; i < 4; i++)
        {
            ends.Add(await reader.ReadAllAsync(seen, NotCancelled));
            stamps.Add(reader.ArrivedAt);
            time.Now++;
        }

        Assert.Equal([SseEnd.Stopped, SseEnd.Stopped, SseEnd.Stopped, SseEnd.Completed], ends);
        Assert.Equal(["a", "b", "c"], seen.All.Select(e => e.Data));
        Assert.Equal([7, 7, 7, 7], stamps);
    }

    [Fact]
    public async Task ReadAllAsync_TokenCancelledWhileWaiting_ThrowsAndMayBeCalledAgain()
    {
        Pipe pipe = new();
        SseReader reader = new(pipe.Reader.AsStream(), TimeProvider.System);
        SeenEvents seen = new();
        using CancellationTokenSource cancellation = new();
        await pipe.Writer.WriteAsync("data:a"u8.ToArray(), NotCancelled);
        ValueTask<SseEnd> reading = reader.ReadAllAsync(seen, cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
        await pipe.Writer.WriteAsync("b\n\n"u8.ToArray(), NotCancelled);
        await pipe.Writer.CompleteAsync();
        SseEnd end = await reader.ReadAllAsync(seen, NotCancelled);

        Assert.Equal(SseEnd.Completed, end);
        Assert.Equal("ab", Assert.Single(seen.All).Data);
    }

    [Fact]
    public async Task ReadAllAsync_TokenCancelledBefore_HandsNothingOver()
    {
        using PiecesStream stream = new("data:a\n\ndata:b\n\n"u8.ToArray(), () => int.MaxValue);
        SseReader reader = new(stream, TimeProvider.System);
        SeenEvents seen = new() { StopsAfterEach = true };
        await reader.ReadAllAsync(seen, NotCancelled);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await reader.ReadAllAsync(seen, new CancellationToken(canceled: true)));

        Assert.Single(seen.All);
    }

    [Fact]
    public async Task ReadAllAsync_EventOverTheLimit_Throws()
    {
        using PiecesStream stream = new("data:123456\n\n"u8.ToArray(), () => 3);
        SseReader reader = new(stream, TimeProvider.System, maxEventBytes: 10);

        await Assert.ThrowsAsync<SseFormatException>(async () => await reader.ReadAllAsync(new SeenEvents(), NotCancelled));
    }

    [Fact]
    public async Task ReadAllAsync_EventLargerThanTheBuffer_IsRead()
    {
        string data = new('x', 100_000);
        using PiecesStream stream = new(Pushes.Bytes($"data: {data}\n\n"), () => int.MaxValue);
        SeenEvents seen = new();

        await new SseReader(stream, TimeProvider.System).ReadAllAsync(seen, NotCancelled);

        Assert.Equal(data, Assert.Single(seen.All).Data);
    }

    [Fact]
    public async Task ReadAllAsync_StreamFails_PassesItsErrorOn()
    {
        using PiecesStream stream = new("data:a\n\n"u8.ToArray(), () => throw new IOException("reset"));

        await Assert.ThrowsAsync<IOException>(
            async () => await new SseReader(stream, TimeProvider.System).ReadAllAsync(new SeenEvents(), NotCancelled));
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
