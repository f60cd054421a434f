using System.Collections.Concurrent;
using System.Net.Sockets;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Load.Transports;

/// <summary>What the generator's own machine or code refused: each of it makes a run void. Any thread.</summary>
internal sealed class GeneratorLimits
{
    private const int MostFaultsKept = 10;

    private readonly ConcurrentQueue<string> _faults = new();
    private long _outOfSockets;
    private long _outOfFileDescriptors;

    /// <summary>
    /// Connections that may be open at once; one more is refused and counted as out of file descriptors, while there are enough left for
    /// the run to end in good order and say so.
    /// </summary>
    public long MostSockets { get; init; } = FileDescriptors.ForSockets() ?? long.MaxValue;

    /// <summary>Connections that this machine had no port or buffer for.</summary>
    public long OutOfSockets => Volatile.Read(ref _outOfSockets);

    /// <summary>Connections that this process was allowed no file descriptor for.</summary>
    public long OutOfFileDescriptors => Volatile.Read(ref _outOfFileDescriptors);

    /// <summary>The first exceptions that nothing in the load loop expected.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public void Note(SocketError error)
    {
        switch (error)
        {
            case SocketError.TooManyOpenSockets:
                Interlocked.Increment(ref _outOfFileDescriptors);
                break;
            case SocketError.AddressNotAvailable or SocketError.NoBufferSpaceAvailable:
                Interlocked.Increment(ref _outOfSockets);
                break;
        }
    }

    public void Note(Exception fault)
    {
        if (_faults.Count < MostFaultsKept) _faults.Enqueue($"{fault.GetType().Name}: {fault.Message}");
    }
}
