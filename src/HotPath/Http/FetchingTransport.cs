namespace HotPath.Http;

/// <summary>Over what can be asked for more without waiting: a receive waits with a small buffer, and what fills it has the rest fetched behind it at once.</summary>
internal abstract class FetchingTransport : Transport
{
    private bool _failed; // seen behind bytes that came before it, to be told after them: a socket tells but once

    public override bool MayReceiveAhead => true;

    /// <summary>Bytes of the receive that has ended.</summary>
    protected abstract int Count { get; }

    /// <summary>Whether the receive that has ended has failed.</summary>
    protected abstract bool HasFailed { get; }

    public override bool StartReceive(ReceiveBuffer buffer)
    {
        if (_failed || IsAborted) return true;

        try
        {
            return Start(buffer);
        }
        catch (ObjectDisposedException)
        {
            Abort(); // or whoever had the stream before us closed it
            return true;
        }
    }

    public override void NoteReceived() => Noted(ResultOf(Count, _failed || HasFailed));

    public override Received EndReceive(ReceiveBuffer buffer)
    {
        if (!_failed) _failed = HasFailed;
        int count = !_failed && !IsAborted ? Count : 0;
        buffer.Commit(count);
        if (count > 0)
        {
            if (buffer.TryLendMore(out Memory<byte> more)) buffer.Commit(FetchMore(more.Span));
            return Received.Bytes;
        }

        return Noted(ResultOf(count, _failed));
    }

    /// <summary>Starts a receive as <see cref="StartReceive"/> does.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    protected abstract bool Start(ReceiveBuffer buffer);

    /// <summary>Takes what is there behind a receive, and does not wait.</summary>
    /// <param name="space">Filled from its start.</param>
    /// <param name="failed">Whether it failed for another reason than that nothing is there.</param>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    protected abstract int ReceiveNow(Span<byte> space, out bool failed);

    private int FetchMore(Span<byte> space)
    {
        try
        {
            int count = ReceiveNow(space, out bool failed);
            _failed |= failed;
            return count;
        }
        catch (ObjectDisposedException)
        {
            return 0; // the next receive finds it aborted
        }
    }

    private Received ResultOf(int count, bool failed)
    {
        // Closing a socket shuts it down first, which ends a pending receive as a FIN would.
        if (IsAborted) return Received.Aborted;
        if (failed) return Received.Reset;
        return count > 0 ? Received.Bytes : Received.Fin;
    }
}
