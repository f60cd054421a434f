using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using HotPath.Http;
using HotPath.Sockets;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>
/// Makes connections to one target, cleartext or TLS, and records what they cost. What the target does is a result, never an exception. Any thread.
/// </summary>
internal sealed class Connector
{
    private readonly AddressBook _addresses;
    private readonly IPAddress? _local;
    private readonly TimeSpan _timeout;
    private readonly TlsConnector? _tls;
    private readonly Gauge _open;
    private readonly GeneratorLimits _limits;
    private readonly TimeProvider _time;
    private long _connecting;

    /// <param name="protocol">What is offered by ALPN.</param>
    /// <param name="open">Connections that are open; whoever gets one from here counts it there.</param>
    public Connector(Target target, TargetSettings settings, SslApplicationProtocol protocol, Gauge open, GeneratorLimits limits, TimeProvider time)
    {
        _open = open;
        _addresses = new AddressBook(target, settings.KeepAddressesFor, time);
        _local = settings.LocalAddress;
        _timeout = settings.Timeouts.Connect;
        _tls = target.Tls is { } tls ? new TlsConnector(tls with { ApplicationProtocols = [protocol] }, time, ThreadCpu.Clock) : null;
        _limits = limits;
        _time = time;
    }

    public bool IsSecure => _tls is not null;

    /// <summary>A connected stream, secured where the target is; null and why where there is none.</summary>
    /// <param name="recorder">Of the group whose request it is for.</param>
    /// <param name="wireOf">What is to carry the bytes over a connected socket; null: nothing but the socket.</param>
    public async ValueTask<(Stream? Stream, ChannelResult Result)> ConnectAsync(
        GroupRecorder recorder, Func<Socket, Stream>? wireOf, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_timeout);
        long connecting = Interlocked.Increment(ref _connecting);
        try
        {
            if (_open.Now + connecting > _limits.MostSockets) throw new SocketException((int)SocketError.TooManyOpenSockets);

            (Stream? stream, ChannelResult result) = await TryConnectAsync(recorder, wireOf, timeout.Token).ConfigureAwait(false);
            if (stream is null) recorder.AsOfNow.Counters.Add(Counter.ConnectionsFailed);
            return (stream, result);
        }
        catch (SocketException problem)
        {
            _limits.Note(problem.SocketErrorCode);
            recorder.AsOfNow.Counters.Add(Counter.ConnectionsFailed);
            return (null, ChannelResult.NotConnected);
        }
        catch (OperationCanceledException)
        {
            recorder.AsOfNow.Counters.Add(Counter.ConnectionsFailed);
            return (null, cancellationToken.IsCancellationRequested ? ChannelResult.Aborted : ChannelResult.ConnectTimedOut);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            _limits.Note(problem); // our own mistake: whoever waits must not wait for ever, but the run is void
            recorder.AsOfNow.Counters.Add(Counter.ConnectionsFailed);
            return (null, ChannelResult.NotConnected);
        }
        finally
        {
            Interlocked.Decrement(ref _connecting);
        }
    }

    private async ValueTask<(Stream? Stream, ChannelResult Result)> TryConnectAsync(
        GroupRecorder recorder, Func<Socket, Stream>? wireOf, CancellationToken cancellationToken)
    {
        (Socket socket, Stream wire) = await ConnectToAnyAsync(recorder, wireOf, cancellationToken).ConfigureAwait(false);
        if (_tls is not null) return await SecureAsync(_tls, socket, wire, recorder, cancellationToken).ConfigureAwait(false);

        recorder.AsOfNow.Counters.Add(Counter.ConnectionsOpened);
        return (wire, ChannelResult.Ok);
    }

    /// <summary>The next address in turn, and when it refuses those behind it; each has its part of the time.</summary>
    private async ValueTask<(Socket Socket, Stream Wire)> ConnectToAnyAsync(GroupRecorder recorder, Func<Socket, Stream>? wireOf, CancellationToken cancellationToken)
    {
        IPEndPoint[] addresses = await _addresses.InTurnAsync(cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < addresses.Length - 1; i++)
        {
            using CancellationTokenSource part = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            part.CancelAfter(_timeout / addresses.Length);
            try
            {
                return await ConnectAsync(addresses[i], recorder, wireOf, part.Token).ConfigureAwait(false);
            }
            catch (SocketException problem)
            {
                _limits.Note(problem.SocketErrorCode);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // its part of the time is over
            }

            recorder.AsOfNow.Counters.Add(Counter.ConnectionsFailed);
        }

        return await ConnectAsync(addresses[^1], recorder, wireOf, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<(Socket Socket, Stream Wire)> ConnectAsync(
        IPEndPoint address, GroupRecorder recorder, Func<Socket, Stream>? wireOf, CancellationToken cancellationToken)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (_local is not null) LocalAddress.Bind(socket, _local);
            long startedAt = _time.GetTimestamp();
            Stream wire = await ConnectAsync(socket, address, wireOf, cancellationToken).ConfigureAwait(false);
            recorder.AsOfNow.Record(Metric.Connect, Elapsed.Nanoseconds(startedAt, _time.GetTimestamp()));
            return (socket, wire);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(Socket socket, IPEndPoint address, Func<Socket, Stream>? wireOf, CancellationToken cancellationToken)
    {
        if (wireOf is null && LoopStream.IsSupported) return await LoopStream.ConnectAsync(socket, address, cancellationToken).ConfigureAwait(false);

        await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        return wireOf?.Invoke(socket) ?? new NetworkStream(socket, ownsSocket: true);
    }

    private static async ValueTask<(Stream? Stream, ChannelResult Result)> SecureAsync(
        TlsConnector tls, Socket socket, Stream wire, GroupRecorder recorder, CancellationToken cancellationToken)
    {
        TlsStreamResult secured = await tls.SecureAsync(socket, wire, cancellationToken).ConfigureAwait(false);
        recorder = recorder.AsOfNow; // once, so that what is opened and what it took are counted in one place
        if (!secured.IsSecured)
        {
            recorder.Counters.Add(secured.Failure);
            return (null, ChannelResult.NotConnected);
        }

        recorder.Counters.Add(Counter.ConnectionsOpened);
        Record(secured.Handshake, recorder);
        return (secured.Stream, ChannelResult.Ok);
    }

    private static void Record(in TlsHandshake handshake, GroupRecorder recorder)
    {
        CounterSet counters = recorder.Counters;
        recorder.Record(handshake.Resumed ? Metric.TlsResumed : Metric.TlsFull, handshake.Nanoseconds);
        counters.Add(handshake.Resumed ? Counter.TlsResumed : Counter.TlsFull);
        recorder.TlsKinds.Add(handshake.Protocol, handshake.CipherSuite);
        if (handshake.CpuNanoseconds is not { } cpu) return;

        counters.Add(handshake.Resumed ? Counter.TlsResumedCpu : Counter.TlsFullCpu, cpu);
        counters.Add(handshake.Resumed ? Counter.TlsResumedCpuMeasured : Counter.TlsFullCpuMeasured);
    }
}
