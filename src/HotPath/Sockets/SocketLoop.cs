using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using HotPath.Threads;
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

    // One that has nothing to wait for takes a few microseconds.
    private static readonly long ShortestWait = Stopwatch.Frequency / 20_000;

    // Shorter than that of threads that compute, so that what arrives is stamped as it arrives; longer than that of one which keeps time.
    private static readonly TimeSpan Slice = 2 * SchedulerSlice.Shortest;

    private const PollEvents Interest = PollEvents.In | PollEvents.Out | PollEvents.PeerHangUp | PollEvents.OnceEach;

    private static readonly Lock Starting = new();
    private static SocketLoop[]? s_all;
    private static int s_next;

    [ThreadStatic]
    private static SocketLoop? t_current;

    private readonly int _poll;
    private readonly Lock _changing = new();
    private readonly Queue<LoopSocket> _again = new(); // of the loop's thread alone
    private LoopSocket?[] _sockets = new LoopSocket?[64]; // by their file descriptor
    private int _generation;
    private long _cameAfter; // the earliest moment at which what is served now can have come

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

    /// <summary>How long what the calling thread serves may have waited for it at most; null on a thread that is no loop's.</summary>
    public static TimeSpan? ReceiveLag => t_current is { } loop ? Stopwatch.GetElapsedTime(loop._cameAfter) : null;

    /// <summary>Whether this loop runs the calling code.</summary>
    public bool IsCurrent => t_current == this;

    /// <summary>For what takes long: goes on on a thread of the pool where a loop would go on, and at once where it runs on another thread anyway.</summary>
    public static ValueTask LeaveAsync() => t_current is null ? ValueTask.CompletedTask : YieldAsync();

    /// <summary>The loop comes back to a socket that has more, once it has looked after the others. On the loop's thread.</summary>
    public void ComeBackTo(LoopSocket socket) => _again.Enqueue(socket);

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

    private static async ValueTask YieldAsync() => await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

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
        t_current = this;
        SchedulerSlice.Set(Slice);
        bool wereAll = true; // of what had come, when the loop looked last
        long lookedAt = Stopwatch.GetTimestamp();
        byte[] events = GC.AllocateUninitializedArray<byte>(EventsAtOnce * PollEventBytes.Each, pinned: true);
        while (true)
        {
            int unfinished = _again.Count;
            long before = Stopwatch.GetTimestamp();
            int count = LinuxSockets.Wait(_poll, events, EventsAtOnce, timeoutMilliseconds: unfinished > 0 ? 0 : -1);
            if (count < 0 && Marshal.GetLastPInvokeError() != LinuxSockets.InterruptedError)
            {
                throw new InvalidOperationException($"epoll_wait failed with {Marshal.GetLastPInvokeError()}; a poll that is open can always be waited for.");
            }

            long now = Stopwatch.GetTimestamp();
            if (now - before > ShortestWait) _cameAfter = now; // the thread was free: it has just come
            else if (wereAll) _cameAfter = lookedAt; // the thread was busy, and it came meanwhile
            lookedAt = now;
            wereAll = count < EventsAtOnce && unfinished == 0;

            for (int i = 0; i < count; i++)
            {
                (PollEvents what, int number, int generation) = PollEventBytes.Read(events, i);
                LoopSocket? socket = Volatile.Read(ref _sockets)[number];
                if (socket?.Generation == generation) socket.On(what); // else it was closed meanwhile, and perhaps another one has its number
            }

            for (; unfinished > 0; unfinished--) _again.Dequeue().On(PollEvents.In);
        }
    }
}
