namespace HotPath.Sockets;

/// <summary>Who waits for the end of a receive. An interface, since a delegate would be 64 bytes more for each who waits.</summary>
internal interface IReceiver
{
    /// <summary>Called once for each receive that it waits for, when that has ended.</summary>
    void OnReceived();
}
