namespace HotPath.Soak.Load.Transports;

/// <summary>One protocol's way to one target: makes the channels and owns the connections under them. Any thread.</summary>
internal interface ITransport : IDisposable
{
    /// <summary>For one exchange at a time.</summary>
    IChannel NewChannel();

    /// <summary>
    /// From now on no request gets a connection: it ends as <see cref="ChannelResult.Aborted"/>. Waits that
    /// <see cref="IChannel.Abort"/> does not reach end here.
    /// </summary>
    void CancelWaiting();
}
