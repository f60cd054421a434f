using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace HotPath.Http;

/// <summary>One HTTP/1.1 connection, kept alive, made for streamed responses: one request at a time.</summary>
/// <remarks>
/// The order is <see cref="SendAsync"/>, <see cref="ReceiveHeadAsync"/>, reading <see cref="Body"/> to its end, and again while
/// <see cref="CanReuse"/>. One caller at a time; only <see cref="Abort"/> and <see cref="Dispose"/> may come from any thread.
/// What the peer does wrong is a result; calls out of order are exceptions. HEAD and CONNECT are not supported: their
/// responses have no body whatever their headers say.
/// </remarks>
public sealed class Http1Connection : IDisposable
{
    private readonly Transport _transport;
    private readonly HeadReader _head;
    private readonly ReceiveLoop<HeadResult> _headLoop;
    private readonly BodyPipeReader _body;
    private Step _step;

    /// <summary>Takes over a connected stream.</summary>
    /// <param name="stream">
    /// Closed with the connection. A <see cref="NetworkStream"/> and an authenticated <see cref="SslStream"/> can tell
    /// <see cref="IsIdleAndAlive"/> whether the peer is still there.
    /// </param>
    /// <param name="limits">Null for the defaults.</param>
    public Http1Connection(Stream stream, Http1Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= Http1Limits.Default;
        if (limits.Validate() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems), nameof(limits));

        ReceiveBuffer buffer = new(limits.ReceiveBufferBytes);
        _transport = Transport.Over(stream);
        _body = new BodyPipeReader(_transport, buffer);
        _head = new HeadReader(buffer, _body, limits);
        _headLoop = new ReceiveLoop<HeadResult>(_transport, buffer, _head);
    }

    private enum Step
    {
        Fresh,
        RequestSent,
        Responding,
    }

    /// <summary>The last head received. Reused: valid until the next <see cref="ReceiveHeadAsync"/>.</summary>
    public ResponseHead Head => _head.Head;

    /// <summary>
    /// The body of the last response, without its framing. To be read to its end (IsCompleted) before the next request.
    /// </summary>
    public PipeReader Body => _body;

    /// <summary>
    /// How the body of the last response ended; none until that is received, which may be before its last bytes are read.
    /// </summary>
    public ResponseEnd End => _body.End;

    /// <summary>
    /// True when another request may follow: the body is complete, the peer keeps the connection, and nothing came after it.
    /// </summary>
    public bool CanReuse =>
        _step == Step.Responding && End == ResponseEnd.Complete && Head.KeepAlive && !_body.HasLeftover && !_transport.IsAborted;

    /// <summary>Requests wholly written so far.</summary>
    public int RequestsSent => _transport.SendsCompleted;

    /// <summary>
    /// How the peer has ended the connection, known once a send, a receive or <see cref="IsIdleAndAlive"/> has met with it. The first
    /// that was seen stays; what comes after <see cref="Abort"/> is not the peer's doing.
    /// </summary>
    public PeerClosing PeerClosing => _transport.PeerClosing;

    /// <summary>Connects over TCP without Nagle's delay. A <see cref="SocketException"/> passes through.</summary>
    /// <param name="endPoint">An address, or a <see cref="DnsEndPoint"/> to resolve.</param>
    /// <param name="limits">Null for the defaults.</param>
    /// <param name="cancellationToken">Gives up connecting.</param>
    public static async ValueTask<Http1Connection> ConnectAsync(EndPoint endPoint, Http1Limits? limits, CancellationToken cancellationToken)
    {
        Socket socket = await ConnectSocketAsync(endPoint, cancellationToken).ConfigureAwait(false);
        try
        {
            return new Http1Connection(new NetworkStream(socket, ownsSocket: true), limits);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Writes one whole request, head and body.</summary>
    /// <param name="request">Must stay unchanged until the task has ended.</param>
    /// <param name="cancellationToken">Cancellation aborts the connection and throws.</param>
    /// <exception cref="InvalidOperationException">A response is still outstanding, or the connection cannot be used again.</exception>
    public ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        if (_transport.IsAborted) return new ValueTask<SendResult>(SendResult.Aborted);
        if (_step != Step.Fresh && !CanReuse)
        {
            throw new InvalidOperationException(
                $"A request was sent before its time (step {_step}, body {End}); read the response to its end and ask CanReuse first.");
        }

        _step = Step.RequestSent;
        _body.Forget();
        return _transport.SendAsync(request, cancellationToken);
    }

    /// <summary>Receives the head of the response to the request sent; interim responses (1xx) are skipped.</summary>
    /// <param name="cancellationToken">Cancellation aborts the connection and throws.</param>
    /// <exception cref="InvalidOperationException">No request was sent since the last head.</exception>
    public ValueTask<HeadResult> ReceiveHeadAsync(CancellationToken cancellationToken)
    {
        if (_step != Step.RequestSent) throw new InvalidOperationException("No request waits for a response; send one first.");

        _step = Step.Responding;
        _head.Begin();
        return _headLoop.RunAsync(cancellationToken);
    }

    /// <summary>
    /// For a connection kept for later: false when it cannot take a request, or when the peer has closed it or sent something
    /// unasked. Never waits. Over other streams than sockets and TLS only what was received counts.
    /// </summary>
    /// <remarks>
    /// The first call starts the receive that the next response would start, and later ones ask whether it has ended. A look at
    /// the socket would cost more and say less: over TLS it may hold a session ticket, and what TLS has already taken from it is
    /// not seen there. The answer is false until the last body was consumed or completed. Where another thread sends the next request,
    /// a first call right behind the end of a body spares TLS some 300 bytes a request: what it receives with it keeps for each thread.
    /// </remarks>
    public bool IsIdleAndAlive()
    {
        if (_step != Step.Fresh && !CanReuse) return false;
        return _transport.MayReceiveAhead ? _body.IsConsumed && _headLoop.IsWaitingAhead() : !_transport.IsAborted;
    }

    /// <summary>
    /// Closes the connection. Pending and later operations end as aborted, without an exception. From any thread, any number
    /// of times.
    /// </summary>
    public void Abort() => _transport.Abort();

    /// <summary>Closes the connection, as <see cref="Abort"/> does.</summary>
    public void Dispose() => _transport.Dispose();

    internal static async ValueTask<Socket> ConnectSocketAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
