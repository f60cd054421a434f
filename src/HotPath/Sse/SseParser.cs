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
    private readonly ReusableBuffer _lastEventId = new();

    // The start of a line whose end has not come. It holds no line end, so only new bytes are ever searched for one.
    private readonly ReusableBuffer _pendingLine = new();

    private int _eventBytes; // of the whole lines of the event that has not ended
    private LeadingByteOrderMark _byteOrderMark;
    private bool _lineFeedMayFollow; // the last push ended with the CR of what may be a CRLF
    private bool _isWithinPush;

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
        || (!_pendingLine.IsEmpty && !FieldLine.IsComment(_pendingLine.Written))
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
        int position = SkipWhatTheLastPushBegan(bytes);
        EventFields fields = _fields.Open();

        while (position < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[position..];
            int length = rest.IndexOfAny(LineFeed, CarriageReturn);
            ReadOnlySpan<byte> line = length < 0 ? rest : rest[..length];

            long eventBytes = (long)_eventBytes + _pendingLine.Length + line.Length;
            if (eventBytes > _maxEventBytes) throw SseFormatException.EventTooLarge(eventBytes, _maxEventBytes);

            if (length < 0)
            {
                _fields.Keep(fields); // before the pending line changes: a field may lie in its old content
                _pendingLine.Append(line);
                return bytes.Length;
            }

            position = SkipLineEnd(bytes, position + length);
            if (!_pendingLine.IsEmpty) line = CompletePendingLine(line);

            if (!line.IsEmpty)
            {
                TakeLine(line, ref fields);
            }
            else if (!EndEvent(ref fields, ref handler))
            {
                WasStopped = true;
                break;
            }
        }

        _fields.Keep(fields);
        return position;
    }

    private int SkipWhatTheLastPushBegan(ReadOnlySpan<byte> bytes)
    {
        if (_byteOrderMark.IsUndecided) return _byteOrderMark.Skip(bytes, _pendingLine);
        if (!_lineFeedMayFollow || bytes.IsEmpty) return 0;

        _lineFeedMayFollow = false;
        return bytes[0] == LineFeed ? 1 : 0;
    }

    // 9.2.6: "a U+000D CARRIAGE RETURN U+000A LINE FEED (CRLF) character pair, a single U+000A LINE FEED (LF) character not
    // preceded by a U+000D CARRIAGE RETURN (CR) character, and a single U+000D CARRIAGE RETURN (CR) character not followed
    // by a U+000A LINE FEED (LF) character being the ways in which a line can end."
    // A CR ends its line at once: the event must not wait for the LF that may follow.
    private int SkipLineEnd(ReadOnlySpan<byte> bytes, int lineEnd)
    {
        int next = lineEnd + 1;
        if (bytes[lineEnd] == LineFeed) return next;

        _lineFeedMayFollow = next == bytes.Length;
        return next < bytes.Length && bytes[next] == LineFeed ? next + 1 : next;
    }

    // The line stays good to the end of this push, which is when the next one may be put in its place.
    private ReadOnlySpan<byte> CompletePendingLine(ReadOnlySpan<byte> end)
    {
        _pendingLine.Append(end);
        ReadOnlySpan<byte> line = _pendingLine.Written;
        _pendingLine.Clear();
        return line;
    }

    // 9.2.6: "Field names must be compared literally, with no case folding performed."
    private void TakeLine(ReadOnlySpan<byte> line, ref EventFields fields)
    {
        if (FieldLine.IsComment(line)) return;

        _eventBytes += line.Length;
        FieldLine field = new(line);
        if (field.Name.SequenceEqual("data"u8))
        {
            _fields.AddDataLine(ref fields, field.Value);
        }
        else if (field.Name.SequenceEqual("event"u8))
        {
            fields.Type = field.Value;
        }
        else if (field.Name.SequenceEqual("id"u8))
        {
            // "If the field value does not contain U+0000 NULL, then set the last event ID buffer to the field value.
            // Otherwise, ignore the field."
            if (field.Value.Contains((byte)0)) return;
            fields.HasId = true;
            fields.Id = field.Value;
        }
        else if (field.Name.SequenceEqual("retry"u8) && field.TryGetMilliseconds(out TimeSpan reconnectionTime))
        {
            ReconnectionTime = reconnectionTime;
        }
    }

    // 9.2.6: "Set the last event ID string of the event source to the value of the last event ID buffer. [...] If the data
    // buffer is an empty string, set the data buffer and the event type buffer to the empty string and return."
    private bool EndEvent<THandler>(ref EventFields fields, ref THandler handler)
        where THandler : ISseHandler, allows ref struct
    {
        EventFields ended = fields;
        fields = default;
        _eventBytes = 0;

        if (ended.HasId) _lastEventId.Set(ended.Id);
        return !ended.HasData || handler.OnEvent(new SseEvent(ended.Type, ended.Data, _lastEventId.Written));
    }

    private static InvalidOperationException NeedsReset() =>
        new("An earlier push to this parser was left by an exception, or is still under way, so it is unknown where the " +
            "next event starts; a push must begin after a whole one. Call Reset before the next stream.");
}
