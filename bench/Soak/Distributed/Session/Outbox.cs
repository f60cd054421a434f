using System.Threading.Channels;

namespace HotPath.Soak.Distributed.Session;

/// <summary>What waits to be sent, in its order. Any thread adds; one sends.</summary>
/// <param name="mostBytes">Of reports that wait at once; what keeps a worker known to its master always finds room.</param>
internal sealed class Outbox(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Queue<OutboxMessage> _waiting = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _reportBytes;

    /// <returns>False where there is no room.</returns>
    public bool TryAddReport(ReadOnlyMemory<byte> payload)
    {
        lock (_lock)
        {
            if (_reportBytes + payload.Length > mostBytes) return false;

            _reportBytes += payload.Length;
            _waiting.Enqueue(new OutboxMessage(payload, IsReport: true));
        }

        _wake.Writer.TryWrite(true);
        return true;
    }

    public void Add(ReadOnlyMemory<byte> payload)
    {
        lock (_lock) _waiting.Enqueue(new OutboxMessage(payload, IsReport: false));
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Nothing is added any more.</summary>
    public void Complete() => _wake.Writer.TryComplete();

    /// <summary>The first that waits, which stays the first until it is said to be sent.</summary>
    /// <returns>Null when all is sent and nothing will be added.</returns>
    public async ValueTask<OutboxMessage?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_lock)
            {
                if (_waiting.TryPeek(out OutboxMessage? first)) return first;
            }

            if (!await _wake.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false)) return null;

            _wake.Reader.TryRead(out _);
        }
    }

    /// <summary>It need not be the first any more: what waited may have been dropped meanwhile.</summary>
    public void Sent(OutboxMessage message)
    {
        lock (_lock)
        {
            if (_waiting.TryPeek(out OutboxMessage? first) && ReferenceEquals(first, message)) Forget(_waiting.Dequeue());
        }
    }

    /// <returns>How many reports are dropped by it.</returns>
    public int Clear()
    {
        int reports = 0;
        lock (_lock)
        {
            while (_waiting.TryDequeue(out OutboxMessage? dropped))
            {
                Forget(dropped);
                if (dropped.IsReport) reports++;
            }
        }

        return reports;
    }

    private void Forget(OutboxMessage message)
    {
        if (message.IsReport) _reportBytes -= message.Payload.Length;
    }
}

/// <param name="IsReport">Said of a test, else of the worker itself.</param>
internal sealed record OutboxMessage(ReadOnlyMemory<byte> Payload, bool IsReport);
