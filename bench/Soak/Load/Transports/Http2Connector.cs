using System.Net;
using System.Net.Sockets;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>Opens the connections of HTTP/2 when the handler asks for one, no more than are allowed, and counts them. Any thread.</summary>
#pragma warning disable CA1001 // A semaphore holds nothing unless its wait handle is asked for, and connections give their room back after the end.
internal sealed class Http2Connector
#pragma warning restore CA1001
{
    private readonly EndPoint[] _addresses;
    private readonly SemaphoreSlim _room;
    private readonly TimeSpan _connectTimeout;
    private readonly Gauge _open;
    private readonly GeneratorLimits _limits;
    private readonly TimeProvider _time;
    private int _nextAddress;
    private int _unused;

    /// <param name="addresses">Of the target, used in turn; at least one.</param>
    public Http2Connector(
        IReadOnlyList<EndPoint> addresses, TargetSettings target, Gauge open, GeneratorLimits limits, TimeProvider time)
    {
        _addresses = [.. addresses];
        _room = new SemaphoreSlim(target.Connections.Max);
        _connectTimeout = target.Timeouts.Connect;
        _open = open;
        _limits = limits;
        _time = time;
    }

    /// <summary>
    /// The handler's callback. Where as many are open as may be, it waits for one to be closed; meanwhile the handler gives the
    /// waiting requests what streams come free.
    /// </summary>
    /// <exception cref="SocketException">No connection; the handler hands it to the request that waited.</exception>
    /// <exception cref="TimeoutException">None in the time allowed; likewise.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        GroupRecorder recorder = ((Http2Request)context.InitialRequestMessage).Recorder;
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        Http2Wire? wire = null;
        try
        {
            long startedAt = _time.GetTimestamp();
            wire = new Http2Wire(await DialAsync(cancellationToken).ConfigureAwait(false), WhenClosed, WhenClosedByPeer);

            // The one place for TLS: an SslStream over the wire with ALPN h2 would be used by the handler as it is.
            recorder.Record(Metric.Connect, Elapsed.Nanoseconds(startedAt, _time.GetTimestamp()));
            recorder.Counters.Add(Counter.ConnectionsOpened);
            Interlocked.Increment(ref _unused);
            _open.Up();
            return wire;
        }
        catch (Exception problem) when (problem is SocketException or TimeoutException)
        {
            if (problem is SocketException { SocketErrorCode: var error }) _limits.Note(error);
            recorder.Counters.Add(Counter.ConnectionsFailed);
            throw;
        }
        finally
        {
            if (wire is null) _room.Release();
        }

        void WhenClosedByPeer() => recorder.Counters.Add(Counter.ConnectionsClosedByPeer);
    }

    public bool TryTakeUnused()
    {
        for (int seen = Volatile.Read(ref _unused); seen > 0; seen = Volatile.Read(ref _unused))
        {
            if (Interlocked.CompareExchange(ref _unused, seen - 1, seen) == seen) return true;
        }

        return false;
    }

    private void WhenClosed()
    {
        _open.Down();
        _room.Release();
    }

    private async ValueTask<Socket> DialAsync(CancellationToken cancellationToken)
    {
        EndPoint address = _addresses[(uint)Interlocked.Increment(ref _nextAddress) % (uint)_addresses.Length];
        using CancellationTokenSource timeout = new(_connectTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, either.Token).ConfigureAwait(false);
            return socket;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"No connection to {address} within {_connectTimeout.TotalSeconds:0.###} s.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
