using System.Runtime.CompilerServices;
using HotPath.Requests;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>The answer on a request's stream: its head, then its body as a stream of bytes. Used again for each.</summary>
internal sealed class Http3Answer : Stream
{
    private const int BufferBytes = 4_096, MostHeadBytes = 64 * 1_024;

    private readonly Http3FrameReader _frames = new(BufferBytes);
    private readonly PooledBuffer _section = new(512);
    private long _bodyBytes;
    private bool _inData;
    private bool _isPastBody; // trailers have come

    public AnswerFields Head { get; } = new();

    /// <summary>What the peer has done wrong; null: nothing.</summary>
    public Http3Code? Broken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Begin(Stream stream)
    {
        _frames.Begin(stream);
        _bodyBytes = 0;
        _inData = _isPastBody = false;
        Broken = null;
    }

    /// <returns>False where the stream ended before a head.</returns>
    /// <exception cref="IOException">The peer has given up, or broken the protocol.</exception>
    public async ValueTask<bool> ReceiveHeadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (!_frames.TryNext(out long type))
                {
                    if (!await _frames.FillAsync(cancellationToken).ConfigureAwait(false)) return false;
                }
                else if (type == Http3FrameType.Headers)
                {
                    await _frames.ReadWholeAsync(_section, MostHeadBytes, cancellationToken).ConfigureAwait(false);
                    Head.Decode(_section.WrittenSpan);
                    if (!Head.IsInterim) return true;
                }
                else
                {
                    if (type == Http3FrameType.Data || Http3FrameType.IsOutOfPlaceInAnswer(type)) throw Unexpected(type);

                    await SkipAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Http3ProtocolException problem)
        {
            Broken = problem.Code;
            throw;
        }
    }

    /// <summary>All bytes of the body that are there, of however many frames, or that come next; 0 at its end.</summary>
    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int taken = 0;
        try
        {
            while (taken < buffer.Length)
            {
                if (_frames.Left > 0)
                {
                    if (_inData) taken += _frames.Take(buffer.Span[taken..]);
                    else _frames.Discard();
                    if (_frames.Left == 0 || taken == buffer.Length) continue;
                }
                else if (_frames.TryNext(out long type))
                {
                    BeginFrame(type);
                    continue;
                }

                if (taken > 0) break;
                if (await _frames.FillAsync(cancellationToken).ConfigureAwait(false)) continue;
                if (Head.ContentLength is { } said && said != _bodyBytes) throw WrongLength(said);
                break;
            }

            return taken;
        }
        catch (Http3ProtocolException problem)
        {
            Broken = problem.Code;
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>For good, and not only for this answer: whoever reads the body leaves it open.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Head.Dispose();
            _section.Dispose();
        }

        base.Dispose(disposing);
    }

    private void BeginFrame(long type)
    {
        if (Http3FrameType.IsOutOfPlaceInAnswer(type)) throw Unexpected(type);

        _inData = type == Http3FrameType.Data;
        if (_isPastBody && (_inData || type == Http3FrameType.Headers)) throw Unexpected(type);
        if (type == Http3FrameType.Headers) _isPastBody = true;
        if (!_inData) return;

        _bodyBytes += _frames.Left;
        if (Head.ContentLength is { } said && _bodyBytes > said) throw WrongLength(said);
    }

    private async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _frames.Discard();
            if (_frames.Left == 0) return;

            await _frames.FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static Http3ProtocolException Unexpected(long type) => new(Http3Code.FrameUnexpected, $"A frame of type {type} is out of place.");

    private static Http3ProtocolException WrongLength(long said) => new(Http3Code.MessageError, $"A body is not as long as said ({said} bytes).");
}
