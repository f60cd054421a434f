using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using HotPath.Sockets;

namespace HotPath.Http;

/// <summary>Makes <see cref="Http1Connection"/>s over TLS to one target, and times and counts their handshakes.</summary>
/// <remarks>
/// From any threads at once. Sessions are kept and resumed by .NET, for the whole process, under the target host and the settings.
/// </remarks>
public sealed class TlsConnector
{
    private readonly TlsSettings _settings;
    private readonly TimeProvider _time;
    private readonly Func<long>? _threadCpu;
    private readonly SslClientAuthenticationOptions _options;
    private readonly long[] _failures = new long[(int)TlsFailure.Other + 1];
    private long _full;
    private long _resumed;

    /// <param name="settings">What the handshakes offer and demand.</param>
    /// <param name="time">Stamps the start and end of a handshake.</param>
    /// <param name="threadCpuNanoseconds">
    /// The CPU time that the calling thread has used, in nanoseconds since any moment; asked some six times a handshake, from any
    /// thread. Null: <see cref="TlsHandshake.CpuNanoseconds"/> is not measured.
    /// </param>
    /// <exception cref="ArgumentException">The settings have a problem.</exception>
    public TlsConnector(TlsSettings settings, TimeProvider time, Func<long>? threadCpuNanoseconds = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);
        if (settings.Validate() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems), nameof(settings));

        _settings = settings;
        _time = time;
        _threadCpu = threadCpuNanoseconds;
        _options = settings.ToOptions();
    }

    /// <summary>Full handshakes so far.</summary>
    public long FullHandshakes => Volatile.Read(ref _full);

    /// <summary>Resumed handshakes so far.</summary>
    public long ResumedHandshakes => Volatile.Read(ref _resumed);

    /// <summary>Failed handshakes so far, by cause.</summary>
    public long CountOf(TlsFailure failure) => Volatile.Read(ref _failures[(int)failure]);

    /// <summary>Connects over TCP without Nagle's delay, then secures it. A <see cref="SocketException"/> passes through.</summary>
    /// <param name="endPoint">An address, or a <see cref="DnsEndPoint"/> to resolve.</param>
    /// <param name="limits">Null for the defaults.</param>
    /// <param name="cancellationToken">Gives up connecting, closes the socket and throws.</param>
    public async ValueTask<TlsConnectResult> ConnectAsync(EndPoint endPoint, Http1Limits? limits, CancellationToken cancellationToken)
    {
        long startedAt = _time.GetTimestamp();
        Socket socket = await Http1Connection.ConnectSocketAsync(endPoint, cancellationToken).ConfigureAwait(false);
        long nanoseconds = NanosecondsSince(startedAt);

        TlsConnectResult result = await HandshakeAsync(socket, limits, cancellationToken).ConfigureAwait(false);
        return result with { ConnectNanoseconds = nanoseconds };
    }

    /// <summary>Secures a connected socket. What the peer does wrong is a result.</summary>
    /// <param name="socket">Taken over: closed with the connection, or here when there is none.</param>
    /// <param name="limits">Null for the defaults.</param>
    /// <param name="cancellationToken">Closes the socket and throws.</param>
    public async ValueTask<TlsConnectResult> HandshakeAsync(Socket socket, Http1Limits? limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(socket);
        TlsStreamResult secured = await SecureAsync(socket, new NetworkStream(socket, ownsSocket: true), cancellationToken).ConfigureAwait(false);
        return new TlsConnectResult
        {
            Connection = secured.Stream is { } stream ? new Http1Connection(stream, limits) : null,
            Handshake = secured.Handshake,
            Failure = secured.Failure,
            Detail = secured.Detail,
        };
    }

    /// <summary>The same for another protocol than HTTP/1.1: the secured stream as it is.</summary>
    /// <param name="socket">A connected one.</param>
    /// <param name="transport">
    /// What carries the bytes over the socket and closes it. Taken over: closed with the secured stream, or here when there is none.
    /// </param>
    /// <param name="cancellationToken">Closes the transport and throws.</param>
    public async ValueTask<TlsStreamResult> SecureAsync(Socket socket, Stream transport, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(transport);
        await SocketLoop.LeaveAsync().ConfigureAwait(false);
        HandshakeCpu cpu = new(_threadCpu);
        cpu.Begin();
        HandshakeStream inner = new(socket, transport, cpu);
        CertificateJudge judge = new(_settings);
        SslStream stream = new(inner, leaveInnerStreamOpen: false, judge.Accept);
        try
        {
            long startedAt = _time.GetTimestamp();
            await stream.AuthenticateAsClientAsync(_options, cancellationToken).ConfigureAwait(false);
            long nanoseconds = NanosecondsSince(startedAt);

            cpu.End();
            inner.EndHandshake();
            bool isResumed = inner.Flight.IsResumed;
            Interlocked.Increment(ref isResumed ? ref _resumed : ref _full);
            TlsHandshake handshake = new(
                nanoseconds, isResumed, stream.SslProtocol, stream.NegotiatedCipherSuite, stream.NegotiatedApplicationProtocol,
                inner.BytesIn, inner.BytesOut)
            {
                CpuNanoseconds = cpu.Nanoseconds,
            };
            return new TlsStreamResult { Stream = stream, Handshake = handshake };
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException or SocketException or ObjectDisposedException)
        {
            TlsFailure cause = CauseOf(inner, judge, failure);
            await stream.DisposeAsync().ConfigureAwait(false);
            Interlocked.Increment(ref _failures[(int)cause]);
            return new TlsStreamResult { Failure = cause, Detail = judge.Detail ?? failure.GetBaseException().Message };
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static TlsFailure CauseOf(HandshakeStream inner, CertificateJudge judge, Exception failure)
    {
        if (inner.IsClosed) return TlsFailure.Aborted;
        if (judge.Failure != TlsFailure.None) return judge.Failure;
        if (inner.Flight.Alert is { } alert) return TlsAlert.CauseOf(alert, inner.Flight.AskedForCertificate);
        if (!inner.Flight.IsTls) return TlsFailure.ProtocolMismatch;
        return inner.FinCame || failure.GetBaseException() is SocketException ? TlsFailure.PeerClosed : TlsFailure.Other;
    }

    private long NanosecondsSince(long startedAt) =>
        (long)((Int128)(_time.GetTimestamp() - startedAt) * 1_000_000_000 / _time.TimestampFrequency);
}
