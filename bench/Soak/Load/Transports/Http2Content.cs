using System.Net;

namespace HotPath.Soak.Load.Transports;

/// <summary>A request's body, borrowed for one send, that notes when the handler begins to write it. Used again for each request.</summary>
/// <remarks>
/// A GET has one, too, of no bytes: the handler asks for them as for any others, behind the head, so that its moment is known as exactly.
/// </remarks>
internal sealed class Http2Content(TimeProvider time) : HttpContent
{
    private readonly SentSignal _sent = new();
    private ReadOnlyMemory<byte> _bytes;
    private bool _isStamped;
    private volatile bool _isWriting;

    /// <summary>The stamp just before the first byte was written; the first one's where the handler had to send the request again.</summary>
    public long SentAt { get; private set; }

    /// <summary>Whether the handler still reads the bytes: a peer may answer before it has taken them.</summary>
    public bool IsWriting => _isWriting;

    /// <param name="bytes">Unchanged for as long as the request lasts and <see cref="IsWriting"/>.</param>
    /// <returns>Ends with true when the bytes are being written, with false after <see cref="EndUnsent"/>.</returns>
    public ValueTask<bool> Begin(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        _isStamped = false;
        SentAt = time.GetTimestamp();
        Headers.ContentLength = bytes.Length; // said outright: what the base class computes it would keep for the next request
        return _sent.Begin();
    }

    /// <summary>The request has ended; whoever still waits for it to be sent waits no longer.</summary>
    public void EndUnsent() => _sent.TrySet(false);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _isWriting = true;
        try
        {
            if (!_isStamped)
            {
                _isStamped = true;
                SentAt = time.GetTimestamp();
                _sent.TrySet(true);
            }

            if (!_bytes.IsEmpty) await stream.WriteAsync(_bytes, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _isWriting = false;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
