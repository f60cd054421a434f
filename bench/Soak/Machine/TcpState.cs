namespace HotPath.Soak.Machine;

/// <summary>The states of a TCP socket, numbered as the kernel does (net/tcp_states.h).</summary>
internal enum TcpState
{
    Established = 1,
    SynSent,
    SynReceived,
    FinWait1,
    FinWait2,
    TimeWait,
    Closed,
    CloseWait,
    LastAck,
    Listen,
    Closing,
}
