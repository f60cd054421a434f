using System.Runtime.CompilerServices;

namespace HotPath.Sse;

/// <summary>Cuts pushed bytes into server-sent events, wherever the pushes are cut.</summary>
/// <remarks>
/// Keeps to the HTML Living Standard, section 9.2.6. An event that lies wholly within one push and has one
/// <c>data</c> line is handed over in place; its other parts are copied into buffers that are kept, so that nothing is
/// allocated once they have grown to the largest event. For one stream at a time and one thread at a time.
/// </remarks>
public sealed class SseParser
{
    /// <summary>The limit on one event unless another is given, in bytes: 1 MiB.</summary>
    public const int DefaultMaxEventBytes = 1 << 20;

    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    private readonly int _maxEventBytes;
    private readonly EventFieldStore _fields = new();
    private ReusableBuffer _lastEventId = new();

    // The start of a line whose end has not come. It holds no line end, so only new bytes are ever searched for one.
    private ReusableBuffer _pendingLine = new();

    private int _eventBytes; // of the whole lines of the event that has not ended
    private LeadingByteOrderMark _byteOrderMark;
    private bool _lineFeedMayFollow; // the last push ended with the CR of what may be a CRLF
    private bool _isWithinPush;

    // What the last plain event tells of the next; only to be quick, never to be right.
    private bool _expectsPlainEvent;
    private bool _endsLinesWithCrLf;

    /// <summary>Makes a parser for a stream that has not begun.</summary>
    /// <param name="maxEventBytes">
    /// The most bytes, at least 1, that the lines of one event may have together, field names included and line ends and
    /// comments left out. No single line, comments included, may be longer than what remains of it. What is over the
    /// limit makes <see cref="Push"/> throw.
    /// </param>
    public SseParser(int maxEventBytes = DefaultMaxEventBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEventBytes);
        _maxEventBytes = maxEventBytes;
    }

    /// <summary>Whether the stream, if it ended here, would end within an event.</summary>
    /// <remarks>
    /// So it is while a field line, or the start of one, has come without a blank line after it. Comments do not count.
    /// </remarks>
    public bool IsMidEvent =>
        _eventBytes > 0
        || (!_pendingLine.IsEmpty && !FieldLine.IsComment(_pendingLine.Written[0]))
        || _byteOrderMark.HasBegun;

    /// <summary>How long the server asks to wait before a reconnection; <see langword="null"/> until it says so.</summary>
    /// <value>
    /// The last <c>retry</c> field that was a whole number of milliseconds, 0 upwards. Longer than a
    /// <see cref="TimeSpan"/> can hold is clamped to what it can, which is more than timers take.
    /// </value>
    public TimeSpan? ReconnectionTime { get; private set; }

    /// <summary>The last <c>id</c> that was followed by a blank line; empty when there was none.</summary>
    /// <value>Borrowed until the next <see cref="Push"/> or <see cref="Reset"/>.</value>
    public ReadOnlySpan<byte> LastEventId => _lastEventId.Written;

    // Whether the handler ended the last push. The count that Push returns cannot tell this when the event was the last.
    internal bool WasStopped { get; private set; }

    /// <summary>Takes the next bytes of the stream and hands over the events that end within them.</summary>
    /// <param name="bytes">Any part of the stream, from one byte upwards; not needed any more after the call.</param>
    /// <param name="handler">Takes the events. It must not push to, or reset, this parser.</param>
    /// <returns>
    /// The number of bytes consumed: all, unless the handler stopped; then those through the blank line of the event it
    /// stopped at, and pushing the others goes on after it.
    /// </returns>
    /// <exception cref="SseFormatException">An event is over the limit. The events before it were handed over.</exception>
    /// <exception cref="InvalidOperationException">
    /// An earlier push ended with an exception, its own or the handler's, and <see cref="Reset"/> was not called since.
    /// </exception>
    public int Push<THandler>(ReadOnlySpan<byte> bytes, ref THandler handler)
        where THandler : ISseHandler, allows ref struct
    {
        if (_isWithinPush) throw NeedsReset();

        // Stays set when an exception leaves this method: what became of the bytes is then unknown.
        _isWithinPush = true;
        int consumed = Parse(bytes, ref handler);
        _isWithinPush = false;
        return consumed;
    }

    // The most bytes that the line at hand may still grow by.
    internal int Room => _maxEventBytes - _eventBytes - _pendingLine.Length;

    // Whether PushLines may be called.
    internal bool HasBegun => !_byteOrderMark.IsUndecided;

    // As Push, for a caller that keeps what it read in a buffer: takes the bytes from start on but for the last line if that does not
    // end, and returns where it starts, or where the handler stopped. The bytes before start are not taken, but may be read. No line
    // ends between start and searched.
    internal int PushLines<THandler>(ReadOnlySpan<byte> bytes, int start, int searched, ref THandler handler)
        where THandler : ISseHandler, allows ref struct
    {
        if (_isWithinPush) throw NeedsReset();

        _isWithinPush = true;
        WasStopped = false;
        int position = start + SkipWhatTheLastPushBegan(bytes[start..]);
        position = ParseLines(bytes, position, Math.Max(position, searched), ref handler);
        _isWithinPush = false;
        return position;
    }

    /// <summary>Forgets everything about the stream so far, for the next one; keeps the buffers.</summary>
    public void Reset()
    {
        _fields.Keep(default);
        _lastEventId.Clear();
        _pendingLine.Clear();
        _eventBytes = 0;
        _byteOrderMark = default;
        _lineFeedMayFollow = false;
        _isWithinPush = false;
        ReconnectionTime = null;
        WasStopped = false;
    }

    private int Parse<THandler>(ReadOnlySpan<byte> bytes, ref THandler handler)
        where THandler : ISseHandler, allows ref struct
    {
        WasStopped = false;
        if (IsWithinLine(bytes))
        {
            KeepLineStart(bytes);
            return bytes.Length;
        }

        int position = SkipWhatTheLastPushBegan(bytes);
        position = ParseLines(bytes, position, position, ref handler);
        if (WasStopped) return position;

        if (position < bytes.Length) KeepLineStart(bytes[position..]);
        return bytes.Length;
    }

    // Returns where the line starts that does not end, or where the handler stopped. No line ends between start and searched.
    private int ParseLines<THandler>(ReadOnlySpan<byte> bytes, int start, int searched, ref THandler handler)
        where THandler : ISseHandler, allows ref struct
    {
        int position = start;
        EventFields fields = _eventBytes > 0 ? _fields.Open() : default;

        LinesEnd linesEnd;
        do
        {
            if (IsPlainEventNext(bytes, position, ref searched))
            {
                WasStopped = !TakePlainEvents(bytes, ref position, ref searched, ref handler);
                if (WasStopped) return position;
            }

            if (position == bytes.Length) return position;

            linesEnd = TakeLines(bytes, ref position, searched, ref fields, ref handler);
            searched = position;
        }
        while (linesEnd == LinesEnd.BeforePlainEvent);

        WasStopped = linesEnd == LinesEnd.Stopped;
        if (_eventBytes > 0) _fields.Keep(fields); // before the pending line changes: a field may lie in its old content
        return position;
    }

    // Short reads bring no line end most of the time; they are many, so that they have a short way.
    private bool IsWithinLine(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= ByteBlock.Length && !_lineFeedMayFollow && !_byteOrderMark.IsUndecided && ByteBlock.LineEnds(bytes) == 0;

    // PlainEvents.Take is called for no event at most every other time. Called so always, it would be compiled as if there never were one,
    // and the short events of later streams would take six times as long.
    private bool IsPlainEventNext(ReadOnlySpan<byte> bytes, int position, ref int searched)
    {
        if (_eventBytes > 0 || !_pendingLine.IsEmpty || !PlainEvents.MayStartAt(bytes, position, _maxEventBytes)) return false;
        if (_expectsPlainEvent) return true;
        if (!PlainEvents.IsAt(bytes, position, ref searched)) return false;

        _endsLinesWithCrLf = bytes[searched] == CarriageReturn;
        return true;
    }

    private bool TakePlainEvents<THandler>(ReadOnlySpan<byte> bytes, ref int position, ref int searched, ref THandler handler)
        where THandler : ISseHandler, allows ref struct
    {
        int start = position;
        bool wantsMore = _endsLinesWithCrLf
            ? TakePlainEvents<CarriageReturnLineFeed, THandler>(bytes, ref position, ref searched, ref handler)
            : TakePlainEvents<LineFeed, THandler>(bytes, ref position, ref searched, ref handler);
        _expectsPlainEvent = position > start;
        return wantsMore;
    }

    private bool TakePlainEvents<TLineEnd, THandler>(ReadOnlySpan<byte> bytes, ref int position, ref int searched, ref THandler handler)
        where TLineEnd : struct, ILineEnd
        where THandler : ISseHandler, allows ref struct =>
        bytes[position] == 'd'
            ? PlainEvents.Take<TLineEnd, DataAlone, THandler>(bytes, ref position, ref searched, _maxEventBytes, LastEventId, ref handler)
            : PlainEvents.Take<TLineEnd, TypeAndData, THandler>(bytes, ref position, ref searched, _maxEventBytes, LastEventId, ref handler);

    // Takes line after line, whatever they hold. A method of its own, so that the compiler gives it registers of its own.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private LinesEnd TakeLines<THandler>(ReadOnlySpan<byte> bytes, ref int position, int searched, ref EventFields fields, ref THandler handler)
        where THandler : ISseHandler, allows ref struct
    {
        LineEnds lineEnds = new(bytes, searched);
        int lineStart = position;
        int lineEnd = lineEnds.Next();
        if (lineEnd >= 0 && !_pendingLine.IsEmpty)
        {
            TakePendingLine(bytes[lineStart..lineEnd], ref fields);
            lineStart = SkipLineEnd(bytes, lineEnd);
            lineEnd = lineEnds.Next();
        }

        for (; lineEnd >= 0; lineEnd = lineEnds.Next())
        {
            int length = lineEnd - lineStart;
            if (length < 0) continue; // the LF of a CRLF

            ReadOnlySpan<byte> line = bytes[lineStart..];
            lineStart = SkipLineEnd(bytes, lineEnd);
            if (length > 0)
            {
                TakeLine(line, length, ref fields);
                continue;
            }

            position = lineStart;
            bool mayBePlain = !fields.HasJoinedData; // streams keep to a kind of event
            if (!EndEvent(ref fields, ref handler)) return LinesEnd.Stopped;
            if (mayBePlain && PlainEvents.MayStartAt(bytes, lineStart, _maxEventBytes)) return LinesEnd.BeforePlainEvent;
        }

        position = lineStart;
        return LinesEnd.WithinLine;
    }

    private int SkipWhatTheLastPushBegan(ReadOnlySpan<byte> bytes)
    {
        if (_byteOrderMark.IsUndecided) return _byteOrderMark.Skip(bytes, ref _pendingLine);
        if (!_lineFeedMayFollow || bytes.IsEmpty) return 0;

        _lineFeedMayFollow = false;
        return bytes[0] == LineFeed ? 1 : 0;
    }

    // 9.2.6: "a U+000D CARRIAGE RETURN U+000A LINE FEED (CRLF) character pair, a single U+000A LINE FEED (LF) character not
    // preceded by a U+000D CARRIAGE RETURN (CR) character, and a single U+000D CARRIAGE RETURN (CR) character not followed
    // by a U+000A LINE FEED (LF) character being the ways in which a line can end."
    // A CR ends its line at once: the event must not wait for the LF that may follow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SkipLineEnd(ReadOnlySpan<byte> bytes, int lineEnd)
    {
        int next = lineEnd + 1;
        if (bytes[lineEnd] == LineFeed) return next;

        _lineFeedMayFollow = next == bytes.Length;
        return next < bytes.Length && bytes[next] == LineFeed ? next + 1 : next;
    }

    private void KeepLineStart(ReadOnlySpan<byte> bytes)
    {
        CheckLimit(_pendingLine.Length + bytes.Length);
        _pendingLine.Append(bytes);
    }

    // The line stays good to the end of this push, which is when the next one may be put in its place.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakePendingLine(ReadOnlySpan<byte> end, ref EventFields fields)
    {
        CheckLimit(_pendingLine.Length + end.Length);
        _pendingLine.Append(end);
        ReadOnlySpan<byte> line = _pendingLine.Written;
        _pendingLine.Clear();
        TakeLine(line, line.Length, ref fields);
    }

    // The line is the first length bytes. Inlined whatever the profile says, as are the ways of a data line from here: where streams of
    // other shapes came first, it has seen few lines. 9.2.6: "Field names must be compared literally, with no case folding performed."
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeLine(ReadOnlySpan<byte> bytes, int length, ref EventFields fields)
    {
        CheckLimit(length);
        if (FieldLine.IsComment(bytes[0])) return;

        _eventBytes += length;
        if (bytes.StartsWith("data:"u8))
        {
            int valueStart = FieldLine.ValueStart(bytes, "data".Length);
            _fields.AddDataLine(ref fields, bytes[valueStart..], length - valueStart);
        }
        else if (bytes.StartsWith("event:"u8))
        {
            fields.Type = bytes[FieldLine.ValueStart(bytes, "event".Length)..length];
        }
        else
        {
            TakeRareLine(bytes[..length], ref fields);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeRareLine(ReadOnlySpan<byte> line, ref EventFields fields)
    {
        FieldLine field = new(line);
        if (field.Name.SequenceEqual("id"u8))
        {
            // "If the field value does not contain U+0000 NULL, then set the last event ID buffer to the field value.
            // Otherwise, ignore the field."
            if (field.Value.Contains((byte)0)) return;
            fields.HasId = true;
            fields.Id = field.Value;
        }
        else if (field.Name.SequenceEqual("retry"u8))
        {
            if (field.TryGetMilliseconds(out TimeSpan reconnectionTime)) ReconnectionTime = reconnectionTime;
        }
        else if (line.SequenceEqual("data"u8))
        {
            _fields.AddDataLine(ref fields, [], 0);
        }
        else if (line.SequenceEqual("event"u8))
        {
            fields.Type = [];
        }
    }

    private void CheckLimit(int lineBytes)
    {
        long eventBytes = (long)_eventBytes + lineBytes;
        if (eventBytes > _maxEventBytes) throw SseFormatException.EventTooLarge(eventBytes, _maxEventBytes);
    }

    // 9.2.6: "Set the last event ID string of the event source to the value of the last event ID buffer. [...] If the data
    // buffer is an empty string, set the data buffer and the event type buffer to the empty string and return."
    private bool EndEvent<THandler>(ref EventFields fields, ref THandler handler)
        where THandler : ISseHandler, allows ref struct
    {
        _eventBytes = 0;
        if (fields.HasId) _lastEventId.Set(fields.Id);
        bool wantsMore = !fields.HasData || handler.OnEvent(new SseEvent(fields.Type, fields.Data, LastEventId));
        fields.Clear();
        return wantsMore;
    }

    private static InvalidOperationException NeedsReset() =>
        new("An earlier push to this parser was left by an exception, or is still under way, so it is unknown where the " +
            "next event starts; a push must begin after a whole one. Call Reset before the next stream.");

    private enum LinesEnd
    {
        WithinLine,
        BeforePlainEvent,
        Stopped,
    }
}
