using System.Net;
using System.Net.Quic;
using System.Net.Sockets;
using System.Runtime.Versioning;
using HotPath.Http;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>Makes connections of QUIC to one target, and records what they cost. What the target does is a result, never an exception. Any thread.</summary>
[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
internal sealed class Http3Connector(Target target, TargetSettings settings, ConnectionRecorder connections, GeneratorLimits limits, TimeProvider time)
{
    private readonly AddressBook _addresses = new(target, settings.KeepAddressesFor, time);
    private readonly TlsSettings _tls = target.Tls ?? throw new InvalidOperationException("There is no HTTP/3 in the clear.");
    private readonly TimeSpan _timeout = settings.Timeouts.Connect;

    /// <summary>Starts <paramref name="connection"/>, unless there is none to be had.</summary>
    public async ValueTask<ChannelResult> ConnectAsync(Http3Connection connection, CancellationToken cancellationToken)
    {
        GroupRecorder recorder = connection.LastUser;
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_timeout);
        try
        {
            if (connections.Open.Now >= limits.MostSockets) throw new SocketException((int)SocketError.TooManyOpenSockets);

            return await ConnectToAnyAsync(connection, recorder, timeout.Token).ConfigureAwait(false);
        }
        catch (SocketException problem)
        {
            limits.Note(problem.SocketErrorCode);
            recorder.AsOfNow.Counters.Add(Counter.ConnectionsFailed);
            return ChannelResult.NotConnected;
        }
        catch (OperationCanceledException)
        {
            recorder.AsOfNow.Counters.Add(Counter.ConnectionsFailed);
            return cancellationToken.IsCancellationRequested ? ChannelResult.Aborted : ChannelResult.ConnectTimedOut;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            limits.Note(problem); // our own mistake: whoever waits must not wait for ever, but the run is void
            recorder.AsOfNow.Counters.Add(Counter.ConnectionsFailed);
            return ChannelResult.NotConnected;
        }
    }

    /// <summary>The next address in turn, and when it refuses those behind it; each has its part of the time.</summary>
    private async ValueTask<ChannelResult> ConnectToAnyAsync(Http3Connection connection, GroupRecorder recorder, CancellationToken cancellationToken)
    {
        IPEndPoint[] all = await _addresses.InTurnAsync(cancellationToken).ConfigureAwait(false);
        for (int place = 0; ; place++)
        {
            bool isLast = place == all.Length - 1;
            using CancellationTokenSource part = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (!isLast) part.CancelAfter(_timeout / all.Length);
            try
            {
                if (await TryConnectAsync(all[place], connection, recorder, part.Token).ConfigureAwait(false)) return ChannelResult.Ok;
            }
            catch (OperationCanceledException) when (!isLast && !cancellationToken.IsCancellationRequested)
            {
                // its part of the time is over
            }

            recorder.AsOfNow.Counters.Add(Counter.ConnectionsFailed);
            if (isLast) return ChannelResult.NotConnected;
        }
    }

    private async ValueTask<bool> TryConnectAsync(IPEndPoint address, Http3Connection connection, GroupRecorder recorder, CancellationToken cancellationToken)
    {
        long startedAt = time.GetTimestamp();
        QuicHandshakeResult made = await QuicHandshake.MakeAsync(address, settings.LocalAddress, _tls, connection.AddRoom, cancellationToken).ConfigureAwait(false);
        long now = time.GetTimestamp();
        recorder = recorder.AsOfNow; // once, so that what is opened and what it took are counted in one place
        if (made.Connection is not { } quic)
        {
            if (made.Problem is SocketException problem) limits.Note(problem.SocketErrorCode);
            if (made.Failure != TlsFailure.None) recorder.Counters.Add(made.Failure);
            return false;
        }

        recorder.Counters.Add(Counter.ConnectionsOpened);
        recorder.Counters.Add(Counter.TlsFull); // the framework keeps no session of QUIC
        recorder.Record(Metric.TlsFull, Elapsed.Nanoseconds(startedAt, now));
        recorder.TlsKinds.Add(quic.SslProtocol, quic.NegotiatedCipherSuite);
        connections.Open.Up();
        connection.Start(quic, now);
        return true;
    }
}
