namespace HotPath.Sockets;

/// <summary>Where a receive goes. Asked only when there is something to receive, so that thousands of connections can wait without room for it.</summary>
internal interface IReceiveSpace
{
    /// <summary>Called by whichever thread receives, perhaps again before the receive has ended. Empty: nothing is taken, and the receive ends.</summary>
    Memory<byte> Take();

    /// <summary>Nothing had come: it will be asked again.</summary>
    void GiveBack();
}
