using System.Runtime.InteropServices;

namespace HotPath.Sockets;

/// <summary>What a poll tells of a socket, and the bytes in which Linux writes it down.</summary>
[Flags]
internal enum PollEvents : uint
{
    None = 0,
    In = 0x1,
    Out = 0x4,
    Error = 0x8,
    HangUp = 0x10,
    PeerHangUp = 0x2000,
    OnceEach = 1u << 31, // EPOLLET: told when it begins, not for as long as it lasts
}

/// <summary><c>struct epoll_event</c>: packed on x64 alone.</summary>
internal static class PollEventBytes
{
    public static readonly int Each = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private static readonly int DataAt = Each - sizeof(long);

    public static (PollEvents Events, int Number, int Generation) Read(ReadOnlySpan<byte> all, int index)
    {
        ReadOnlySpan<byte> one = all.Slice(index * Each, Each);
        return ((PollEvents)MemoryMarshal.Read<uint>(one), MemoryMarshal.Read<int>(one[DataAt..]), MemoryMarshal.Read<int>(one[(DataAt + sizeof(int))..]));
    }

    /// <param name="one">Of <see cref="Each"/> bytes.</param>
    /// <param name="events">That are asked for.</param>
    /// <param name="number">Comes back with each event.</param>
    /// <param name="generation">The same.</param>
    public static void Write(Span<byte> one, PollEvents events, int number, int generation)
    {
        one.Clear();
        MemoryMarshal.Write(one, (uint)events);
        MemoryMarshal.Write(one[DataAt..], number);
        MemoryMarshal.Write(one[(DataAt + sizeof(int))..], generation);
    }
}
