namespace HotPath.Sockets;

/// <summary>Brings the end of a receive and whoever is to be told of it together, in whichever order they come. Not to be copied.</summary>
internal struct ReceiveSignal
{
    private static readonly Action Ended = static () => { };

    private Action? _callback;

    public void Begin() => _callback = null;

    /// <returns>False when it has ended: then nothing is called.</returns>
    public bool TryOnEnded(Action callback) => Interlocked.CompareExchange(ref _callback, callback, null) is null;

    /// <summary>Called once, when it has ended.</summary>
    public void End() => Interlocked.CompareExchange(ref _callback, Ended, null)?.Invoke();
}
