using System.Net.Sockets;

namespace HotPath.Sockets;

/// <summary>Errors of the system, errno.h of Linux.</summary>
internal static class LinuxErrors
{
    /// <summary>EBADF: what a call on a closed socket would say.</summary>
    public const int Closed = 9;

    /// <summary>ECANCELED: nobody waits any more.</summary>
    public const int Cancelled = 125;

    /// <returns>The name .NET has for an error of a TCP socket; <see cref="SocketError.SocketError"/> where it is none of these.</returns>
    public static SocketError Of(int error) => error switch
    {
        1 or 13 => SocketError.AccessDenied,        // EPERM, EACCES
        32 => SocketError.Shutdown,                  // EPIPE
        97 => SocketError.AddressFamilyNotSupported, // EAFNOSUPPORT
        98 => SocketError.AddressAlreadyInUse,       // EADDRINUSE
        99 or 11 => SocketError.AddressNotAvailable, // EADDRNOTAVAIL; EAGAIN: no port is left
        100 => SocketError.NetworkDown,              // ENETDOWN
        101 => SocketError.NetworkUnreachable,       // ENETUNREACH
        103 => SocketError.ConnectionAborted,        // ECONNABORTED
        104 => SocketError.ConnectionReset,          // ECONNRESET
        105 => SocketError.NoBufferSpaceAvailable,   // ENOBUFS
        107 => SocketError.NotConnected,             // ENOTCONN
        110 => SocketError.TimedOut,                 // ETIMEDOUT
        111 => SocketError.ConnectionRefused,        // ECONNREFUSED
        112 => SocketError.HostDown,                 // EHOSTDOWN
        113 => SocketError.HostUnreachable,          // EHOSTUNREACH
        _ => SocketError.SocketError,
    };
}
