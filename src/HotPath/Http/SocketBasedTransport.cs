namespace HotPath.Http;

/// <summary>What all transports over a socket have in common, whoever waits for it: a receive may be started ahead, and its failure is told once.</summary>
internal abstract class SocketBasedTransport : Transport
{
    public override bool MayReceiveAhead => true;

    /// <summary>Bytes of the receive that has ended.</summary>
    protected abstract int Count { get; }

    /// <summary>Whether the receive that has ended has failed.</summary>
    protected abstract bool HasFailed { get; }

    /// <summary>Seen by a receive, perhaps behind bytes that came before it, to be told after them: a socket tells but once.</summary>
    protected bool Failed { get; set; }

    public override bool StartReceive(ReceiveBuffer buffer)
    {
        if (Failed || IsAborted) return true;

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

    public override void NoteReceived() => Noted(ResultOf(Count, Failed || HasFailed));

    public override Received EndReceive(ReceiveBuffer buffer)
    {
        if (!Failed) Failed = HasFailed;
        int count = !Failed && !IsAborted ? Count : 0;
        buffer.Commit(count);
        if (count == 0) return Noted(ResultOf(count, Failed));

        FetchMore(buffer);
        return Received.Bytes;
    }

    /// <summary>Starts a receive as <see cref="StartReceive"/> does.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    protected abstract bool Start(ReceiveBuffer buffer);

    /// <summary>Called behind a receive that brought bytes.</summary>
    protected virtual void FetchMore(ReceiveBuffer buffer)
    {
    }

    private Received ResultOf(int count, bool failed)
    {
        // Closing a socket shuts it down first, which ends a pending receive as a FIN would.
        if (IsAborted) return Received.Aborted;
        if (failed) return Received.Reset;
        return count > 0 ? Received.Bytes : Received.Fin;
    }
}
