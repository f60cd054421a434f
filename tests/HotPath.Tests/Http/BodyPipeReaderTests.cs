using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using HotPath.Http;

namespace HotPath.Tests.Http;

public sealed class BodyPipeReaderTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly DrivenStream _stream = new();
    private readonly Http1Connection _connection;

    public BodyPipeReaderTests() => _connection = new Http1Connection(_stream, new Http1Limits { ReceiveBufferBytes = 64 });

    private PipeReader Body => _connection.Body;

    public void Dispose() => _connection.Dispose();

    [Fact]
    public async Task ReadAsync_SeveralChunksInOneReceive_ShowsThemTogetherAtOnce()
    {
        await BeginAsync("Transfer-Encoding: chunked", "3\r\none\r\n4\r\n two\r\n");

        ValueTask<ReadResult> reading = Body.ReadAsync(None);

        Assert.True(reading.IsCompletedSuccessfully);
        ReadResult read = await reading;
        Assert.Equal("one two", TextOf(read));
        Assert.True(read.Buffer.IsSingleSegment);
        Assert.False(read.IsCompleted);
    }

    [Fact]
    public async Task ReadAsync_EndKnown_IsCompletedWithTheLastBytes()
    {
        await BeginAsync("Transfer-Encoding: chunked", "3\r\none\r\n0\r\n\r\n");

        ReadResult read = await Body.ReadAsync(None);

        Assert.Equal(("one", true), (TextOf(read), read.IsCompleted));
        Body.AdvanceTo(read.Buffer.End);
        read = await Body.ReadAsync(None);
        Assert.Equal(("", true), (TextOf(read), read.IsCompleted));
    }

    [Fact]
    public async Task ReadAsync_EndComesLater_IsAnEmptyCompletedRead()
    {
        await BeginAsync("Transfer-Encoding: chunked", "3\r\none\r\n");
        ReadResult read = await Body.ReadAsync(None);
        Body.AdvanceTo(read.Buffer.End);

        ValueTask<ReadResult> reading = Body.ReadAsync(None);
        _stream.Deliver("0\r\n"u8);
        Assert.False(reading.IsCompleted); // framing alone is nothing to show
        _stream.Deliver("\r\n"u8);

        read = await reading;
        Assert.Equal(("", true), (TextOf(read), read.IsCompleted));
    }

    [Fact]
    public async Task ReadAsync_ExaminedNotConsumed_WaitsAndShowsOldWithNew()
    {
        await BeginAsync("Transfer-Encoding: chunked", "6\r\nab cd \r\n");
        ReadResult read = await Body.ReadAsync(None);
        Body.AdvanceTo(read.Buffer.GetPosition(3), read.Buffer.End);

        ValueTask<ReadResult> reading = Body.ReadAsync(None);
        Assert.False(reading.IsCompleted);
        _stream.Deliver("2\r\nef\r\n"u8);

        Assert.Equal("cd ef", TextOf(await reading));
    }

    [Fact]
    public async Task ReadAsync_NotAllExamined_ShowsTheRestAtOnce()
    {
        await BeginAsync("Content-Length: 20", "ab cd ");
        ReadResult read = await Body.ReadAsync(None);
        Body.AdvanceTo(read.Buffer.GetPosition(3));

        ValueTask<ReadResult> reading = Body.ReadAsync(None);

        Assert.True(reading.IsCompleted);
        Assert.Equal("cd ", TextOf(await reading));
    }

    [Fact]
    public async Task ReadAsync_ConsumerHoldsAll_BufferGrowsAndKeepsTheBytes()
    {
        const int Total = 10_000;
        byte[] body = new byte[Total];
        new Random(7).NextBytes(body);
        await BeginAsync($"Content-Length: {Total}", "");
        int sent = 0;

        ReadResult read;
        do
        {
            ValueTask<ReadResult> reading = Body.ReadAsync(None);
            int count = Math.Min(13, Total - sent);
            _stream.Deliver(body.AsSpan(sent, count));
            sent += count;
            read = await reading;
            Assert.True(body.AsSpan(0, sent).SequenceEqual(read.Buffer.ToArray()));
            Body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
        while (!read.IsCompleted);

        Assert.Equal(Total, read.Buffer.Length);
    }

    [Fact]
    public async Task ReadAsync_RandomConsumption_ShowsEveryByteOnceInOrder()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            byte[] body = new byte[2_000];
            random.NextBytes(body);
            byte[] response = [.. "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8, .. body.Chunk(37).SelectMany(
                chunk => Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n").Concat(chunk).Concat("\r\n"u8.ToArray())), .. "0\r\n\r\n"u8];
            using ScriptedStream stream = new(response.Chunk(1 + random.Next(90)), yields: seed % 2 == 0);
            using Http1Connection connection = new(stream, new Http1Limits { ReceiveBufferBytes = 64 + random.Next(100) });
            await Exchange.SendAndReceiveHeadAsync(connection);

            List<byte> seen = [];
            bool isCompleted = false;
            while (!isCompleted || seen.Count < body.Length)
            {
                ReadResult read = await connection.Body.ReadAsync(None);
                int take = random.Next((int)read.Buffer.Length + 1);
                int look = random.Next(take, (int)read.Buffer.Length + 1);
                seen.AddRange(read.Buffer.Slice(0, take).ToArray());
                connection.Body.AdvanceTo(read.Buffer.GetPosition(take), read.Buffer.GetPosition(look));
                isCompleted = read.IsCompleted;
            }

            Assert.True(body.SequenceEqual(seen), $"seed {seed}");
            Assert.True(connection.CanReuse, $"seed {seed}");
        }
    }

    [Fact]
    public async Task TryRead_NothingNew_IsFalseAndReceivesNothing()
    {
        await BeginAsync("Content-Length: 4", "ab");
        int reads = _stream.ReadsStarted;

        Assert.True(Body.TryRead(out ReadResult read));
        Assert.Equal("ab", TextOf(read));
        Body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        Assert.False(Body.TryRead(out _));
        Assert.Equal(reads, _stream.ReadsStarted);
    }

    [Fact]
    public async Task CancelPendingRead_WhilePending_EndsTheReadAndLosesNothing()
    {
        await BeginAsync("Content-Length: 4", "ab");
        ReadResult read = await Body.ReadAsync(None);
        Body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        ValueTask<ReadResult> reading = Body.ReadAsync(None);

        Body.CancelPendingRead();

        read = await reading;
        Assert.True(read.IsCanceled);
        Assert.Equal("ab", TextOf(read));
        Body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        Assert.True(_stream.IsReadPending);

        ValueTask<ReadResult> next = Body.ReadAsync(None); // waits for the receive that is still pending
        Assert.False(next.IsCompleted);
        _stream.Deliver("cd"u8);

        read = await next;
        Assert.Equal(("abcd", true, false), (TextOf(read), read.IsCompleted, read.IsCanceled));
    }

    [Fact]
    public async Task CancelPendingRead_BytesArriveBetweenReads_AreShownByTheNext()
    {
        await BeginAsync("Content-Length: 4", "");
        ValueTask<ReadResult> reading = Body.ReadAsync(None);
        Body.CancelPendingRead();
        Assert.True((await reading).IsCanceled);

        _stream.Deliver("abcd"u8);

        ReadResult read = await Body.ReadAsync(None);
        Assert.Equal(("abcd", true), (TextOf(read), read.IsCompleted));
    }

    [Fact]
    public async Task CancelPendingRead_NoneIsPending_CancelsTheNextOnce()
    {
        await BeginAsync("Content-Length: 4", "ab");

        Body.CancelPendingRead();

        Assert.True((await Body.ReadAsync(None)).IsCanceled);
        Assert.False((await Body.ReadAsync(None)).IsCanceled);
    }

    [Fact]
    public async Task CancelPendingRead_RacingWithArrival_LosesNoByteAndNoWait()
    {
        const int Total = 20_000;
        byte[] body = new byte[Total];
        new Random(3).NextBytes(body);
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Total}\r\n\r\n");
        using ScriptedStream stream = new([head, .. body.Chunk(3)], yields: true);
        using Http1Connection connection = new(stream);
        await Exchange.SendAndReceiveHeadAsync(connection);
        using CancellationTokenSource done = new();
        Task canceller = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested) connection.Body.CancelPendingRead();
            },
            TestContext.Current.CancellationToken);

        byte[] seen = await Exchange.ReadBodyAsync(connection);
        await done.CancelAsync();
        await canceller;

        Assert.True(body.AsSpan().SequenceEqual(seen));
    }

    [Fact]
    public async Task ReadAsync_CancelledWhilePending_ThrowsAndCloses()
    {
        using CancellationTokenSource source = new();
        await BeginAsync("Content-Length: 4", "ab");
        ReadResult read = await Body.ReadAsync(None);
        Body.AdvanceTo(read.Buffer.End);
        ValueTask<ReadResult> reading = Body.ReadAsync(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
        Assert.Equal(ResponseEnd.Aborted, _connection.End);
        Assert.False(_connection.CanReuse);
    }

    [Fact]
    public async Task ReadAsync_TokenCancelledBetweenReads_DoesNotTouchTheConnection()
    {
        using CancellationTokenSource source = new();
        await BeginAsync("Content-Length: 4", "");
        ValueTask<ReadResult> reading = Body.ReadAsync(source.Token);
        _stream.Deliver("abcd"u8);
        await reading;

        await source.CancelAsync();

        Assert.True(_connection.CanReuse);
    }

    [Fact]
    public async Task ReadAsync_AnotherIsPending_ThrowsAndLeavesItBe()
    {
        await BeginAsync("Content-Length: 4", "");
        ValueTask<ReadResult> first = Body.ReadAsync(None);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Body.ReadAsync(None));

        _stream.Deliver("abcd"u8);
        Assert.Equal("abcd", TextOf(await first));
    }

    [Fact]
    public async Task ReadAsync_AfterCompleteOrWithoutHead_Throws()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Body.ReadAsync(None));
        await BeginAsync("Content-Length: 4", "ab");

        await Body.CompleteAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Body.ReadAsync(None));
        Assert.False(_connection.CanReuse);
    }

    [Fact]
    public async Task AdvanceTo_OutsideTheBuffer_Throws()
    {
        await BeginAsync("Content-Length: 9", "abcdef");
        ReadResult read = await Body.ReadAsync(None);
        SequencePosition second = read.Buffer.GetPosition(2);

        Assert.Throws<ArgumentOutOfRangeException>(() => Body.AdvanceTo(second, read.Buffer.Start));
        Assert.Throws<ArgumentOutOfRangeException>(() => Body.AdvanceTo(new ReadOnlySequence<byte>(new byte[9]).End));
        Body.AdvanceTo(second);
        Assert.Throws<ArgumentOutOfRangeException>(() => Body.AdvanceTo(read.Buffer.Start));
    }

    private static string TextOf(ReadResult read) => Encoding.ASCII.GetString(read.Buffer);

    private async Task BeginAsync(string header, string body)
    {
        await _connection.SendAsync(Exchange.Request, None);
        ValueTask<HeadResult> receiving = _connection.ReceiveHeadAsync(None);
        _stream.Deliver(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{header}\r\n\r\n{body}"));
        Assert.Equal(HeadResult.Received, await receiving);
    }
}
