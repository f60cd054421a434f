namespace HotPath.Sockets;

/// <summary>Brings the end of a receive and whoever is to be told of it together, in whichever order they come. Not to be copied.</summary>
internal struct ReceiveSignal
{
    private static readonly IReceiver Ended = new Nobody();

    private IReceiver? _receiver;

    public void Begin() => _receiver = null;

    /// <returns>False when it has ended: then nobody is told.</returns>
    public bool TryOnEnded(IReceiver receiver) => Interlocked.CompareExchange(ref _receiver, receiver, null) is null;

    /// <summary>Called once, when it has ended.</summary>
    public void End() => Interlocked.CompareExchange(ref _receiver, Ended, null)?.OnReceived();

    private sealed class Nobody : IReceiver
    {
        public void OnReceived()
        {
        }
    }
}
