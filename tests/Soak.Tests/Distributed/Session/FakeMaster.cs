using System.Buffers;
using System.Threading.Channels;
using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.MessagePack;

namespace HotPath.Soak.Tests.Distributed.Session;

/// <summary>The other side of a worker, played by a test.</summary>
internal sealed class FakeMaster
{
    /// <summary>Longer than any machine needs; what did not come by then never will.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<FakeLink> _links = Channel.CreateUnbounded<FakeLink>();

    /// <summary>Null: it accepts.</summary>
    public string? Refusal { get; set; }

    public Task<LinkOpening> OpenAsync(CancellationToken cancellationToken)
    {
        if (Refusal is not null) return Task.FromResult(new LinkOpening(null, Refusal));

        FakeLink link = new();
        _links.Writer.TryWrite(link);
        return Task.FromResult(new LinkOpening(link, null));
    }

    /// <summary>The next connection of the worker.</summary>
    public Task<FakeLink> AcceptAsync() => _links.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The same of one that comes back, which takes it a second.</summary>
    public async Task<FakeLink> AcceptAsync(HandTime time)
    {
        FakeLink? link = null;
        await time.PassAsync(until: () => _links.Reader.TryRead(out link));
        return link!;
    }
}

internal sealed class FakeLink : IMasterLink
{
    private readonly Channel<ReadOnlyMemory<byte>> _toWorker = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private readonly Channel<ReadOnlyMemory<byte>> _fromWorker = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();

    public ValueTask<string?> SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_fromWorker.Writer.TryWrite(message.ToArray()) ? null : "broken");

    public async ValueTask<LinkRead> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (await _toWorker.Reader.WaitToReadAsync(cancellationToken) && _toWorker.Reader.TryRead(out ReadOnlyMemory<byte> message)) return new LinkRead(message, null);

        return new LinkRead(default, "broken");
    }

    public void EndSending() => Break();

    public ValueTask DisposeAsync()
    {
        Break();
        return default;
    }

    public void Break()
    {
        _toWorker.Writer.TryComplete();
        _fromWorker.Writer.TryComplete();
    }

    public void Say(ReadOnlyMemory<byte> message) => _toWorker.Writer.TryWrite(message);

    public void Say(string type, Action<MessagePackWriter>? writeData = null)
    {
        ArrayBufferWriter<byte> output = new();
        MessagePackWriter writer = new(output);
        writer.Array(3);
        writer.Text(type);
        if (writeData is null) writer.Nil();
        else writeData(writer);
        writer.Text("worker_1");
        Say(output.WrittenMemory);
    }

    public void SayAck() => Say("ack", data =>
    {
        data.Map(1);
        data.Member("index", 4);
    });

    /// <param name="timestamp">Unix seconds.</param>
    public void SaySpawn(double timestamp, int users) => Say("spawn", data =>
    {
        data.Map(4);
        data.Member("timestamp", timestamp);
        data.Text("user_classes_count");
        data.Map(1);
        data.Member("Chat", users);
        data.Text("host");
        data.Nil();
        data.Text("parsed_options");
        data.Map(1);
        data.Member("run_time", "1h30m");
    });

    /// <returns>What the worker says next; null when it has nothing more to say over this connection.</returns>
    public async Task<Said?> ReadAsync()
    {
        if (!await _fromWorker.Reader.WaitToReadAsync().AsTask().WaitAsync(FakeMaster.Patience) || !_fromWorker.Reader.TryRead(out ReadOnlyMemory<byte> message)) return null;

        Assert.True(MessagePackReader.TryReadWhole(message.Span, out object? value, out string? problem), problem);
        List<object?> parts = Assert.IsType<List<object?>>(value);
        Assert.Equal(3, parts.Count);
        Assert.Equal("worker_1", parts[2]);
        return new Said(Assert.IsType<string>(parts[0]), parts[1]);
    }

    /// <returns>The data of what the worker says next, which is of this type.</returns>
    public async Task<object?> ReadAsync(string type)
    {
        Said? said = await ReadAsync();
        Assert.Equal(type, said?.Type);
        return said!.Data;
    }
}

internal sealed record Said(string Type, object? Data)
{
    public object? this[string member] => Assert.IsType<Dictionary<object, object?>>(Data)[member];
}
