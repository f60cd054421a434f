using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HotPath.Sockets;

/// <summary>One thread that waits for many sockets, and on which whatever waits for one of them goes on. Linux; lives as long as the process.</summary>
/// <remarks>
/// .NET's own sockets look for more behind each receive before they wait again, have a queue and a lock on the way, and are given the space for a receive
/// when it starts to wait: what that costs is in <c>results/peers</c>, works <c>small</c>, <c>small-tls</c>, <c>paced-3000</c> and <c>held-10000</c>.
/// </remarks>
internal sealed class SocketLoop
{
    private const int EventsAtOnce = 256;
    private const PollEvents Interest = PollEvents.In | PollEvents.Out | PollEvents.PeerHangUp | PollEvents.OnceEach;

    private static readonly Lock Starting = new();
    private static SocketLoop[]? s_all;
    private static int s_next;

    private readonly int _poll;
    private readonly Lock _changing = new();
    private LoopSocket?[] _sockets = new LoopSocket?[64]; // by their file descriptor
    private int _generation;

    private SocketLoop()
    {
        _poll = LinuxSockets.CreatePoll();
        if (_poll < 0) throw new SocketException((int)SocketError.TooManyOpenSockets, $"No poll could be made (error {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>One for each processor, in turn.</summary>
    /// <exception cref="SocketException">The process may open no more files.</exception>
    public static SocketLoop Next()
    {
        SocketLoop[] all = Volatile.Read(ref s_all) ?? StartAll();
        return all[(int)((uint)Interlocked.Increment(ref s_next) % (uint)all.Length)];
    }

    /// <summary>From now on the socket is told of what happens to it, on this loop's thread; first of what is so already.</summary>
    public void Add(LoopSocket socket)
    {
        int number = socket.Number;
        lock (_changing)
        {
            if (number >= _sockets.Length)
            {
                LoopSocket?[] more = new LoopSocket?[Math.Max(number + 1, 2 * _sockets.Length)];
                _sockets.CopyTo(more, 0);
                Volatile.Write(ref _sockets, more);
            }

            socket.Generation = ++_generation;
            _sockets[number] = socket;
        }

        try
        {
            Span<byte> interest = stackalloc byte[PollEventBytes.Each];
            PollEventBytes.Write(interest, Interest, number, socket.Generation);
            if (LinuxSockets.Control(_poll, LinuxSockets.Add, socket.Handle, interest) == 0) return;

            throw new SocketException((int)SocketError.NoBufferSpaceAvailable, $"A socket could not be added to a poll (error {Marshal.GetLastPInvokeError()}).");
        }
        catch
        {
            Remove(socket);
            throw;
        }
    }

    /// <summary>Called before the socket is closed, which takes it out of the poll.</summary>
    public void Remove(LoopSocket socket)
    {
        lock (_changing)
        {
            if (socket.Number < _sockets.Length && _sockets[socket.Number] == socket) _sockets[socket.Number] = null;
        }
    }

    private static SocketLoop[] StartAll()
    {
        lock (Starting)
        {
            if (s_all is null)
            {
                List<SocketLoop> loops = [];
                try
                {
                    while (loops.Count < Environment.ProcessorCount) loops.Add(new SocketLoop());
                }
                catch
                {
                    loops.ForEach(loop => new SafeFileHandle(loop._poll, ownsHandle: true).Dispose());
                    throw;
                }

                for (int number = 0; number < loops.Count; number++) new Thread(loops[number].Run) { IsBackground = true, Name = $"HotPath sockets {number}" }.UnsafeStart();
                Volatile.Write(ref s_all, [.. loops]);
            }

            return s_all;
        }
    }

    private void Run()
    {
        byte[] events = GC.AllocateUninitializedArray<byte>(EventsAtOnce * PollEventBytes.Each, pinned: true);
        while (true)
        {
            int count = LinuxSockets.Wait(_poll, events, EventsAtOnce, timeoutMilliseconds: -1);
            if (count < 0 && Marshal.GetLastPInvokeError() != LinuxSockets.InterruptedError)
            {
                throw new InvalidOperationException($"epoll_wait failed with {Marshal.GetLastPInvokeError()}; a poll that is open can always be waited for.");
            }

            for (int i = 0; i < count; i++)
            {
                (PollEvents what, int number, int generation) = PollEventBytes.Read(events, i);
                LoopSocket? socket = Volatile.Read(ref _sockets)[number];
                if (socket?.Generation == generation) socket.On(what); // else it was closed meanwhile, and perhaps another one has its number
            }
        }
    }
}
