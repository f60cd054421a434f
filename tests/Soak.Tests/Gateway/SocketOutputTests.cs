using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using HotPath.Soak.Gateway;

namespace HotPath.Soak.Tests.Gateway;

public sealed class SocketOutputTests : IDisposable
{
    private readonly Socket _server;
    private readonly Socket _client;
    private readonly SocketOutput _output;
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SocketOutputTests()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        _client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _client.Connect(listener.LocalEndpoint);
        _server = listener.AcceptSocket();
        _output = new SocketOutput(_server, _aborted.SetResult); // a second call would throw
    }

    public void Dispose()
    {
        _output.Complete();
        _server.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task FlushAsync_SocketTakesAll_HasSentItWhenItReturns()
    {
        Write(_output, Bytes(300));
        Assert.Equal(300, _output.UnflushedBytes);

        Task<FlushResult> flush = FlushAsync();

        Assert.True(flush.IsCompletedSuccessfully);
        Assert.False((await flush).IsCompleted);
        Assert.Equal(0, _output.UnflushedBytes);
        Assert.Equal(Bytes(300), Receive(300));
    }

    [Fact]
    public async Task FlushAsync_SocketTakesAll_AllocatesNothing()
    {
        byte[] bytes = Bytes(300);
        long before = 0;
        for (int flush = 0; flush < 100; flush++)
        {
            if (flush == 1) before = GC.GetAllocatedBytesForCurrentThread(); // the first one rents the buffer
            Write(_output, bytes);
            await _output.FlushAsync(TestContext.Current.CancellationToken); // ends within the call: the thread is the same
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(100 * bytes.Length, Receive(100 * bytes.Length).Length);
    }

    [Fact]
    public void FlushAsync_NothingWritten_SendsNothing()
    {
        Assert.True(FlushAsync().IsCompletedSuccessfully);

        Assert.Equal(0, _client.Available);
    }

    [Theory]
    [InlineData(100, 32 * 1024)]           // a piece that does not fit into the rest of the buffer
    [InlineData(32 * 1024, 1)]             // a full buffer and one byte
    [InlineData(10, 200_000)]              // a piece larger than twice the buffer
    public async Task GetMemory_MoreThanTheRoomLeft_KeepsWhatWasWritten(int first, int second)
    {
        byte[] bytes = Bytes(first + second);
        Write(_output, bytes.AsSpan(0, first));

        Memory<byte> room = _output.GetMemory(second);
        Assert.True(room.Length >= second);
        bytes.AsSpan(first).CopyTo(room.Span);
        _output.Advance(second);
        Task<FlushResult> flush = FlushAsync();

        Assert.Equal(bytes, Receive(bytes.Length));
        Assert.False((await flush).IsCompleted);
    }

    [Fact]
    public void GetMemory_NoHintAndAFullBuffer_HasRoom()
    {
        int room = _output.GetMemory().Length;
        _output.Advance(room);

        Assert.NotEqual(0, _output.GetMemory().Length);
    }

    [Fact]
    public void Advance_OverTheRoom_IsRefused()
    {
        int room = _output.GetMemory().Length;

        Assert.Throws<ArgumentOutOfRangeException>(() => _output.Advance(room + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _output.Advance(-1));
    }

    [Fact]
    public async Task FlushAsync_ClientDoesNotRead_WaitsUntilItDoesAndLosesNothing()
    {
        byte[] bytes = Bytes(100_000);
        List<byte> written = [];
        Task<FlushResult> flush;
        do
        {
            Write(_output, bytes);
            written.AddRange(bytes);
            flush = FlushAsync();
        }
        while (flush.IsCompletedSuccessfully);

        byte[] received = Receive(written.Count);

        Assert.False((await flush).IsCompleted);
        Assert.Equal(written.ToArray(), received); // megabytes: as arrays they are compared at once, as sequences one by one
        Assert.Equal(0, _output.UnflushedBytes);
    }

    [Fact]
    public async Task FlushAsync_SocketClosedWhileItWaits_EndsAndSaysThatNobodyReads()
    {
        Task<FlushResult> flush;
        do
        {
            Write(_output, Bytes(100_000));
            flush = FlushAsync();
        }
        while (flush.IsCompletedSuccessfully);

        _output.Complete(); // as at the connection's end, while the flush is still on its way
        _server.Close(timeout: 0);

        Assert.True((await flush).IsCompleted);
        Assert.Equal(0, _output.UnflushedBytes);
    }

    [Fact]
    public async Task FlushAsync_SocketWasClosed_SaysThatNobodyReads()
    {
        _server.Dispose();
        Write(_output, Bytes(10));

        Assert.True((await FlushAsync()).IsCompleted);
        await _aborted.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task FlushAsync_ClientReset_SaysThatNobodyReadsAndAborts()
    {
        _client.Close(timeout: 0);

        FlushResult result;
        do
        {
            Write(_output, Bytes(10));
            result = await FlushAsync();
        }
        while (!result.IsCompleted);

        Assert.Equal(0, _output.UnflushedBytes);
        await _aborted.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task FlushAsync_ClientResetWhileItWaits_SaysThatNobodyReadsAndAborts()
    {
        Task<FlushResult> flush;
        do
        {
            Write(_output, Bytes(100_000));
            flush = FlushAsync();
        }
        while (flush.IsCompletedSuccessfully);

        Assert.False(_aborted.Task.IsCompleted);
        _client.Close(timeout: 0);

        Assert.True((await flush).IsCompleted);
        await _aborted.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private Task<FlushResult> FlushAsync() => _output.FlushAsync(TestContext.Current.CancellationToken).AsTask();

    private static void Write(PipeWriter output, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }

    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private byte[] Receive(int count)
    {
        byte[] bytes = new byte[count];
        for (int received = 0; received < count;)
        {
            int more = _client.Receive(bytes.AsSpan(received));
            Assert.NotEqual(0, more); // the server closed too early
            received += more;
        }

        return bytes;
    }
}
