using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace HotPath.Sockets;

/// <summary>The calls of Linux by which sockets are waited for and used without waiting. Where a result is below 0 the last system error says why.</summary>
internal static partial class LinuxSockets
{
    public const int InterruptedError = 4;      // EINTR, errno.h of Linux as all of these
    public const int WouldBlockError = 11;      // EAGAIN
    public const int InProgressError = 115;     // EINPROGRESS

    public const int Add = 1; // EPOLL_CTL_ADD, sys/epoll.h as the events

    private const int CloseOnExec = 0x80000;                // EPOLL_CLOEXEC
    private const int DoNotWait = 0x40;                     // MSG_DONTWAIT, sys/socket.h
    private const int NoSignal = 0x4000;                    // MSG_NOSIGNAL
    private const int SetStatusFlags = 4;                   // F_SETFL, fcntl.h
    private const int NonBlocking = 0x800;                  // O_NONBLOCK

    public static int CreatePoll() => EpollCreate(CloseOnExec);

    public static int MakeNonBlocking(SafeSocketHandle socket) => FileControl(socket, SetStatusFlags, NonBlocking);

    public static nint Receive(SafeSocketHandle socket, Span<byte> space) => Receive(socket, space, space.Length, DoNotWait);

    public static nint Send(SafeSocketHandle socket, ReadOnlySpan<byte> bytes) => Send(socket, bytes, bytes.Length, DoNotWait | NoSignal);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int Control(int poll, int operation, SafeSocketHandle socket, ReadOnlySpan<byte> interest);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int Wait(int poll, Span<byte> events, int most, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(SafeSocketHandle socket, ReadOnlySpan<byte> address, int addressBytes);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(SafeSocketHandle socket, int command, int argument);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(SafeSocketHandle socket, Span<byte> space, nint spaceBytes, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeSocketHandle socket, ReadOnlySpan<byte> bytes, nint byteCount, int flags);
}
