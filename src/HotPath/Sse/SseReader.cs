using System.Buffers;
using System.IO.Pipelines;

namespace HotPath.Sse;

/// <summary>Reads the server-sent events of one stream from a pipe that the caller owns and completes.</summary>
/// <remarks>For one thread at a time. Leaves nothing unread in the pipe, so the pipe need not hold a whole event.</remarks>
public sealed class SseReader
{
    private readonly PipeReader _reader;
    private readonly TimeProvider _time;
    private readonly SseParser _parser;

    /// <summary>Makes a reader for a stream that has not begun.</summary>
    /// <param name="reader">Where the bytes come from.</param>
    /// <param name="time">The clock that <see cref="ArrivedAt"/> is taken from.</param>
    /// <param name="maxEventBytes">
    /// The most bytes of one event, at least 1, counted as by <see cref="SseParser(int)"/>.
    /// </param>
    public SseReader(PipeReader reader, TimeProvider time, int maxEventBytes = SseParser.DefaultMaxEventBytes)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(time);

        _reader = reader;
        _time = time;
        _parser = new SseParser(maxEventBytes);
    }

    /// <summary>When the read came back that brought the end of the event being handled.</summary>
    /// <value>
    /// A timestamp of the <see cref="TimeProvider"/> handed in, one for each read: events that came together bear the
    /// same. What <see cref="SseEnd.Stopped"/> left in the pipe is read, and stamped, anew. 0 before the first read.
    /// </value>
    public long ArrivedAt { get; private set; }

    /// <summary>Hands over every event until the stream ends or the handler stops.</summary>
    /// <param name="handler">Takes the events. A struct is copied, so what it gathers must lie behind a reference.</param>
    /// <param name="cancellationToken">Ends the wait for more bytes.</param>
    /// <returns>After <see cref="SseEnd.Stopped"/> a further call goes on with the next event.</returns>
    /// <exception cref="SseFormatException">An event is over the limit. The reader cannot go on.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token, or <see cref="PipeReader.CancelPendingRead"/>, ended the wait. A further call goes on.
    /// </exception>
    public async ValueTask<SseEnd> ReadAllAsync<THandler>(THandler handler, CancellationToken cancellationToken)
        where THandler : ISseHandler
    {
        while (true)
        {
            ReadResult read = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            ArrivedAt = _time.GetTimestamp(); // once a read: its events arrived together

            bool wantsMore = Drain(read.Buffer, ref handler, out SequencePosition consumed);
            _reader.AdvanceTo(consumed);

            if (!wantsMore) return SseEnd.Stopped;
            if (read.IsCompleted) return _parser.IsMidEvent ? SseEnd.Truncated : SseEnd.Completed;
            if (read.IsCanceled) throw new OperationCanceledException("The pending read of the pipe was cancelled.");
        }
    }

    private bool Drain<THandler>(ReadOnlySequence<byte> buffer, ref THandler handler, out SequencePosition consumed)
        where THandler : ISseHandler
    {
        long consumedBytes = 0;
        foreach (ReadOnlyMemory<byte> segment in buffer)
        {
            consumedBytes += _parser.Push(segment.Span, ref handler);
            if (!_parser.WasStopped) continue;

            consumed = buffer.GetPosition(consumedBytes);
            return false;
        }

        consumed = buffer.End;
        return true;
    }
}
