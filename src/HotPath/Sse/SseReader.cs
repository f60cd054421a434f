using System.Buffers;
using System.IO.Pipelines;

namespace HotPath.Sse;

/// <summary>Reads the server-sent events of one stream from a pipe or a stream that the caller owns.</summary>
/// <remarks>
/// For one thread at a time. Leaves nothing unread in a pipe, so the pipe need not hold a whole event. Whoever holds a
/// <see cref="Stream"/> hands that over rather than a pipe made of it: it is read straight into a buffer of 16 KiB that is kept.
/// </remarks>
public sealed class SseReader
{
    private const int BufferBytes = 16 << 10;

    private readonly PipeReader? _pipe;
    private readonly Stream? _stream;
    private readonly TimeProvider _time;
    private readonly SseParser _parser;

    // What was read from the stream, and the part of it that waits because the handler stopped.
    private readonly byte[] _buffer = [];
    private int _unreadStart;
    private int _unreadEnd;

    private bool _isStamped; // whether ArrivedAt is that of the last read

    /// <summary>Makes a reader for a stream that has not begun.</summary>
    /// <param name="reader">Where the bytes come from; completed by the caller.</param>
    /// <param name="time">The clock that <see cref="ArrivedAt"/> is taken from.</param>
    /// <param name="maxEventBytes">
    /// The most bytes of one event, at least 1, counted as by <see cref="SseParser(int)"/>.
    /// </param>
    public SseReader(PipeReader reader, TimeProvider time, int maxEventBytes = SseParser.DefaultMaxEventBytes)
        : this(time, maxEventBytes)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _pipe = reader;
    }

    /// <summary>Makes a reader for a stream that has not begun.</summary>
    /// <param name="stream">Where the bytes come from; disposed of by the caller.</param>
    /// <param name="time">The clock that <see cref="ArrivedAt"/> is taken from.</param>
    /// <param name="maxEventBytes">
    /// The most bytes of one event, at least 1, counted as by <see cref="SseParser(int)"/>.
    /// </param>
    public SseReader(Stream stream, TimeProvider time, int maxEventBytes = SseParser.DefaultMaxEventBytes)
        : this(time, maxEventBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
    }

    private SseReader(TimeProvider time, int maxEventBytes)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _parser = new SseParser(maxEventBytes);
    }

    /// <summary>When the read came back that brought the end of the event being handled.</summary>
    /// <value>
    /// A timestamp of the <see cref="TimeProvider"/> handed in, one for each read: events that came together bear the
    /// same. It is taken when the first event of the read is about to be handed over, some nanoseconds after the read came
    /// back. What <see cref="SseEnd.Stopped"/> left in a pipe is read, and stamped, anew; what it left of a stream keeps
    /// its stamp. 0 before the first read.
    /// </value>
    public long ArrivedAt { get; private set; }

    /// <summary>Hands over every event until the stream ends or the handler stops.</summary>
    /// <param name="handler">Takes the events. A struct is copied, so what it gathers must lie behind a reference.</param>
    /// <param name="cancellationToken">Ends the wait for more bytes.</param>
    /// <returns>After <see cref="SseEnd.Stopped"/> a further call goes on with the next event.</returns>
    /// <exception cref="SseFormatException">An event is over the limit. The reader cannot go on.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token, or <see cref="PipeReader.CancelPendingRead"/>, ended the wait. A further call goes on, if the stream
    /// itself does.
    /// </exception>
    public ValueTask<SseEnd> ReadAllAsync<THandler>(THandler handler, CancellationToken cancellationToken)
        where THandler : ISseHandler =>
        _stream is null
            ? ReadPipeAsync(_pipe!, handler, cancellationToken)
            : ReadStreamAsync(_stream, handler, cancellationToken);

    private async ValueTask<SseEnd> ReadPipeAsync<THandler>(PipeReader pipe, THandler handler, CancellationToken cancellationToken)
        where THandler : ISseHandler
    {
        while (true)
        {
            ReadResult read = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            _isStamped = false;

            bool wantsMore = Drain(read.Buffer, ref handler, out SequencePosition consumed);
            pipe.AdvanceTo(consumed);

            if (!wantsMore) return SseEnd.Stopped;
            if (read.IsCompleted) return EndOfStream();
            if (read.IsCanceled) throw new OperationCanceledException("The pending read of the pipe was cancelled.");
        }
    }

    private async ValueTask<SseEnd> ReadStreamAsync<THandler>(Stream stream, THandler handler, CancellationToken cancellationToken)
        where THandler : ISseHandler
    {
        cancellationToken.ThrowIfCancellationRequested(); // as a pipe does, also while there are bytes left over
        while (true)
        {
            if (!DrainBuffer(ref handler)) return SseEnd.Stopped;

            int bytes = await stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
            _isStamped = false;
            if (bytes == 0) return EndOfStream();

            _unreadStart = 0;
            _unreadEnd = bytes;
        }
    }

    private bool Drain<THandler>(ReadOnlySequence<byte> buffer, ref THandler handler, out SequencePosition consumed)
        where THandler : ISseHandler
    {
        Stamping<THandler> stamping = new(this, ref handler);
        long consumedBytes = 0;
        foreach (ReadOnlyMemory<byte> segment in buffer)
        {
            consumedBytes += _parser.Push(segment.Span, ref stamping);
            if (!_parser.WasStopped) continue;

            consumed = buffer.GetPosition(consumedBytes);
            return false;
        }

        consumed = buffer.End;
        return true;
    }

    private bool DrainBuffer<THandler>(ref THandler handler)
        where THandler : ISseHandler
    {
        if (_unreadStart == _unreadEnd) return true;

        Stamping<THandler> stamping = new(this, ref handler);
        _unreadStart += _parser.Push(_buffer.AsSpan(_unreadStart.._unreadEnd), ref stamping);
        return !_parser.WasStopped;
    }

    private void Stamp()
    {
        ArrivedAt = _time.GetTimestamp();
        _isStamped = true;
    }

    private SseEnd EndOfStream() => _parser.IsMidEvent ? SseEnd.Truncated : SseEnd.Completed;

    // Stamps a read when its first event is handed over. That is as soon as anybody can ask, and of the many reads that bring the
    // end of no event none costs a look at the clock.
    private readonly ref struct Stamping<THandler>(SseReader reader, ref THandler handler) : ISseHandler
        where THandler : ISseHandler
    {
        private readonly SseReader _reader = reader;
        private readonly ref THandler _handler = ref handler;

        public bool OnEvent(SseEvent e)
        {
            if (!_reader._isStamped) _reader.Stamp();
            return _handler.OnEvent(e);
        }
    }
}
