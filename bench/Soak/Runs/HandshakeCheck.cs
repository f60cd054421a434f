using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using HotPath.Http;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Load.Transports.Http3;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Runs;

/// <summary>
/// Makes a handshake with a real target at https:// before the run: where its certificate is refused, or it speaks no TLS that was offered, all
/// connections of the load would end there. A scenario that tests just that lets <c>target.checkKey</c> be false.
/// </summary>
internal static class HandshakeCheck
{
    /// <exception cref="RunRefusedException">At none of its addresses is there a handshake, for a reason that does not pass by itself.</exception>
    public static async Task RunAsync(Target target, TargetSettings settings, CancellationToken cancellationToken)
    {
        if (target.Tls is not { } tls || !settings.ChecksKey) return;

        RunRefusedException? refusal = null;
        foreach (IPEndPoint address in target.Addresses)
        {
            (TlsFailure failure, string? detail) = await HandshakeAsync(address, tls with { Resume = false }, settings, cancellationToken).ConfigureAwait(false); // a session that is kept here would be taken up by the load
            string cause = TransportFigures.NameOf(failure);
            if (TlsRemedy.Of(cause) is not { } remedy) return; // what may pass is for the load to find

            refusal ??= RunRefusedException.NoHandshake(target.Url, detail ?? "", cause, remedy);
        }

        if (refusal is not null) throw refusal;
    }

    /// <summary>Whether TLS is spoken where the address says that it is not.</summary>
    public static async Task<bool> FindsTlsAsync(Target target, TargetSettings settings, CancellationToken cancellationToken)
    {
        TlsConnector connector = new(new TlsSettings { TargetHost = target.Url.IdnHost, Verify = false, Resume = false }, TimeProvider.System);
        return (await HandshakeAsync(connector, target.Addresses[0], settings, cancellationToken).ConfigureAwait(false)).IsSecured;
    }

    /// <returns>No failure as well where there was no connection, or no end in time.</returns>
    private static async Task<(TlsFailure Failure, string? Detail)> HandshakeAsync(IPEndPoint address, TlsSettings tls, TargetSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Transport == Transport.Http3) return await QuicHandshakeAsync(address, tls, settings, cancellationToken).ConfigureAwait(false);

        SslApplicationProtocol protocol = settings.Transport == Transport.Http2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11;
        TlsConnector connector = new(tls with { ApplicationProtocols = [protocol] }, TimeProvider.System);
        TlsStreamResult result = await HandshakeAsync(connector, address, settings, cancellationToken).ConfigureAwait(false);
        return (result.Failure, result.Detail);
    }

    private static async Task<(TlsFailure Failure, string? Detail)> QuicHandshakeAsync(IPEndPoint address, TlsSettings tls, TargetSettings settings, CancellationToken cancellationToken)
    {
        if (!QuicLibrary.IsThere) return default;

        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(settings.Timeouts.Connect);
        try
        {
            QuicHandshakeResult made = await QuicHandshake.MakeAsync(address, settings.LocalAddress, tls, moreStreams: null, timeout.Token).ConfigureAwait(false);
            if (made.Connection is { } quic) await quic.DisposeAsync().ConfigureAwait(false);
            return (made.Failure, made.Detail);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return default;
        }
    }

    /// <returns>Without a failure as well where there was no connection, or no end in time.</returns>
    private static async Task<TlsStreamResult> HandshakeAsync(TlsConnector connector, IPEndPoint address, TargetSettings settings, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(settings.Timeouts.Connect);
        using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (settings.LocalAddress is { } local) LocalAddress.Bind(socket, local);
            await socket.ConnectAsync(address, timeout.Token).ConfigureAwait(false);
            TlsStreamResult result = await connector.SecureAsync(socket, new NetworkStream(socket, ownsSocket: true), timeout.Token).ConfigureAwait(false);
            if (result.IsSecured) await result.Stream.DisposeAsync().ConfigureAwait(false);
            return result;
        }
        catch (Exception problem) when (problem is SocketException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return default;
        }
    }
}
