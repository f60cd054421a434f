using System.Buffers;
using System.IO.Pipelines;

namespace HotPath.Sse;

/// <summary>Reads the server-sent events of one stream from a pipe or a stream that the caller owns.</summary>
/// <remarks>
/// For one thread at a time. Leaves nothing unread in a pipe, so the pipe need not hold a whole event. Whoever holds a
/// <see cref="Stream"/> hands that over rather than a pipe made of it: it is read straight into a buffer of 16 KiB that is kept,
/// and parsed there.
/// </remarks>
public sealed class SseReader
{
    private readonly PipeReader? _pipe;
    private readonly Stream? _stream;
    private readonly HeldBytes? _held; // of the stream
    private readonly TimeProvider? _time;
    private readonly SseParser _parser;

    private bool _needsStamp; // whether ArrivedAt is yet to be that of the last read

    /// <summary>Makes a reader for a stream that has not begun.</summary>
    /// <param name="reader">Where the bytes come from; completed by the caller.</param>
    /// <param name="time">The clock that <see cref="ArrivedAt"/> is taken from.</param>
    /// <param name="maxEventBytes">
    /// The most bytes of one event, at least 1, counted as by <see cref="SseParser(int)"/>.
    /// </param>
    public SseReader(PipeReader reader, TimeProvider time, int maxEventBytes = SseParser.DefaultMaxEventBytes)
        : this(reader, maxEventBytes)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
    }

    /// <summary>Makes a reader for a stream that has not begun, without a clock.</summary>
    /// <remarks>It never looks at the time, which takes as long as parsing several short events.</remarks>
    /// <param name="reader">Where the bytes come from; completed by the caller.</param>
    /// <param name="maxEventBytes">
    /// The most bytes of one event, at least 1, counted as by <see cref="SseParser(int)"/>.
    /// </param>
    public SseReader(PipeReader reader, int maxEventBytes = SseParser.DefaultMaxEventBytes)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _parser = new SseParser(maxEventBytes);
        _pipe = reader;
    }

    /// <summary>Makes a reader for a stream that has not begun.</summary>
    /// <param name="stream">Where the bytes come from; disposed of by the caller.</param>
    /// <param name="time">The clock that <see cref="ArrivedAt"/> is taken from.</param>
    /// <param name="maxEventBytes">
    /// The most bytes of one event, at least 1, counted as by <see cref="SseParser(int)"/>.
    /// </param>
    public SseReader(Stream stream, TimeProvider time, int maxEventBytes = SseParser.DefaultMaxEventBytes)
        : this(stream, maxEventBytes)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
    }

    /// <summary>Makes a reader for a stream that has not begun, without a clock.</summary>
    /// <remarks>It never looks at the time, which takes as long as parsing several short events.</remarks>
    /// <param name="stream">Where the bytes come from; disposed of by the caller.</param>
    /// <param name="maxEventBytes">
    /// The most bytes of one event, at least 1, counted as by <see cref="SseParser(int)"/>.
    /// </param>
    public SseReader(Stream stream, int maxEventBytes = SseParser.DefaultMaxEventBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _parser = new SseParser(maxEventBytes);
        _stream = stream;
        _held = new HeldBytes(_parser);
    }

    /// <summary>When the read came back that brought the end of the event being handled.</summary>
    /// <value>
    /// A timestamp of the <see cref="TimeProvider"/> handed in, one for each read: events that came together bear the
    /// same. It is taken when the first event of the read is about to be handed over, some nanoseconds after the read came
    /// back. What <see cref="SseEnd.Stopped"/> left in a pipe is read, and stamped, anew; what it left of a stream keeps
    /// its stamp. 0 before the first event, and always where no clock was handed in.
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
            : ReadStreamAsync(_stream, _held!, handler, cancellationToken);

    private async ValueTask<SseEnd> ReadPipeAsync<THandler>(PipeReader pipe, THandler handler, CancellationToken cancellationToken)
        where THandler : ISseHandler
    {
        while (true)
        {
            ReadResult read = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            _needsStamp = _time is not null;

            bool wantsMore = Drain(read.Buffer, ref handler, out SequencePosition consumed);
            pipe.AdvanceTo(consumed);

            if (!wantsMore) return SseEnd.Stopped;
            if (read.IsCompleted) return EndOfStream();
            if (read.IsCanceled) throw new OperationCanceledException("The pending read of the pipe was cancelled.");
        }
    }

    private async ValueTask<SseEnd> ReadStreamAsync<THandler>(Stream stream, HeldBytes held, THandler handler, CancellationToken cancellationToken)
        where THandler : ISseHandler
    {
        cancellationToken.ThrowIfCancellationRequested(); // as a pipe does, also while there are bytes left over
        if (!held.IsEmpty && !Parse(held, ref handler)) return SseEnd.Stopped;

        while (true)
        {
            SseEnd? end = ReadWhatIsThere(stream, held, ref handler, out ValueTask<int> waiting, cancellationToken)
                ?? Take(held, await waiting.ConfigureAwait(false), ref handler);
            if (end is not null) return end.Value;
        }
    }

    // Reads that need not wait stay out of the state machine, which would cost as much as a short read itself. Null when the next must.
    private SseEnd? ReadWhatIsThere<THandler>(
        Stream stream, HeldBytes held, ref THandler handler, out ValueTask<int> next, CancellationToken cancellationToken)
        where THandler : ISseHandler
    {
        while (true)
        {
            next = stream.ReadAsync(held.Room, cancellationToken);
            if (!next.IsCompletedSuccessfully) return null;
            if (Take(held, next.Result, ref handler) is { } end) return end;
        }
    }

    // Null when there may be more.
    private SseEnd? Take<THandler>(HeldBytes held, int bytes, ref THandler handler)
        where THandler : ISseHandler
    {
        if (bytes > 0 && held.Hold(bytes)) return null;

        _needsStamp = _time is not null;
        if (bytes > 0) return Parse(held, ref handler) ? null : SseEnd.Stopped;

        Stamping<THandler> stamping = new(this, ref handler);
        held.EndStream(ref stamping);
        return EndOfStream();
    }

    private bool Parse<THandler>(HeldBytes held, ref THandler handler)
        where THandler : ISseHandler
    {
        Stamping<THandler> stamping = new(this, ref handler);
        return held.Parse(ref stamping);
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

    private void Stamp()
    {
        ArrivedAt = _time!.GetTimestamp();
        _needsStamp = false;
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
            if (_reader._needsStamp) _reader.Stamp();
            return _handler.OnEvent(e);
        }
    }
}
