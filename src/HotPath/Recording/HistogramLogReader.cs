using System.Globalization;
using System.Text;

namespace HotPath.Recording;

/// <summary>Reads histogram logs (.hlog), whoever wrote them.</summary>
/// <remarks>
/// Starts may count from the log's start time or from 1970; both come out counted from the start time. Line ends, byte order
/// marks, comments, blank lines and a missing header do not matter. A damaged line is an <see cref="HdrFormatException"/> that
/// names it; <see cref="Read()"/> then goes on with the next, so that a run that was killed can be read to its end. One thread
/// at a time.
/// </remarks>
public sealed class HistogramLogReader : IDisposable
{
    // Ten times the longest line of a latency recorder's histogram.
    private const int MaxLineChars = 4 * 1_024 * 1_024;
    private const int Fields = 4;
    private const decimal MaxSeconds = 253_402_300_799; // the end of the year 9999

    private static readonly TimeSpan RelativeWhenEarlierBy = TimeSpan.FromDays(365);

    private readonly LineReader _input;
    private TimeSpan? _startTime; // since 1970, like the next
    private TimeSpan? _baseTime;

    /// <summary>Reads from a stream, from where it stands.</summary>
    /// <param name="stream">Read only.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    public HistogramLogReader(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _input = new LineReader(new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: leaveOpen), MaxLineChars);
    }

    /// <summary>The start time read so far; the first interval's start in a log without one; null before either.</summary>
    public DateTimeOffset? StartTime => _startTime is { } sinceEpoch ? DateTimeOffset.UnixEpoch + sinceEpoch : null;

    /// <summary>The next interval.</summary>
    /// <returns>Null at the end of the log.</returns>
    /// <exception cref="HdrFormatException">A line is damaged. The next call goes on behind it.</exception>
    public HistogramLogEntry? Read() => ReadNext(reused: null);

    /// <summary>The next interval, its counts read into a snapshot that is there already: the way for a log of many lines.</summary>
    /// <param name="snapshot">Overwritten, and the entry's. What it has when this throws is of no use.</param>
    /// <returns>Null at the end of the log.</returns>
    /// <exception cref="HdrFormatException">A line is damaged, or its histogram has another layout. The next call goes on behind it.</exception>
    public HistogramLogEntry? Read(HistogramSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return ReadNext(snapshot);
    }

    /// <summary>The intervals from here to the end.</summary>
    /// <returns>Read as they are asked for.</returns>
    /// <exception cref="HdrFormatException">A line is damaged; thrown when its turn comes.</exception>
    public IEnumerable<HistogramLogEntry> ReadToEnd()
    {
        while (Read() is { } entry) yield return entry;
    }

    /// <summary>Closes the stream unless it is to stay open.</summary>
    public void Dispose() => _input.Dispose();

    private HistogramLogEntry? ReadNext(HistogramSnapshot? reused)
    {
        while (_input.TryRead(out ReadOnlySpan<char> line))
        {
            line = line.Trim();
            if (line.StartsWith('#'))
            {
                ReadComment(line);
            }
            else if (line.Length > 0 && !line.StartsWith("\"StartTimestamp\"", StringComparison.Ordinal))
            {
                return ReadInterval(line, reused);
            }
        }

        return null;
    }

    private void ReadComment(ReadOnlySpan<char> line)
    {
        if (TryCutPrefix(line, "#[StartTime: ", out ReadOnlySpan<char> time))
        {
            _startTime = ParseSeconds(FirstWord(time), "start time");
            _baseTime = null;
        }
        else if (TryCutPrefix(line, "#[BaseTime: ", out time))
        {
            _baseTime = ParseSeconds(FirstWord(time), "base time");
        }
    }

    private HistogramLogEntry ReadInterval(ReadOnlySpan<char> line, HistogramSnapshot? reused)
    {
        string? tag = null;
        ReadOnlySpan<char> values = line;
        if (TryCutPrefix(line, "Tag=", out ReadOnlySpan<char> rest))
        {
            int end = rest.IndexOf(',');
            tag = (end < 0 ? rest : rest[..end]).TrimEnd().ToString();
            values = end < 0 ? [] : rest[(end + 1)..];
        }

        Span<Range> fields = stackalloc Range[Fields + 1];
        if (values.Split(fields, ',', StringSplitOptions.TrimEntries) != Fields || values.IsEmpty)
        {
            int found = values.IsEmpty ? 0 : values.Count(',') + 1;
            throw HdrFormatException.LogLine(_input.Number, $"{found} fields, a tag aside", "four: start, length, maximum and histogram, with points in the numbers");
        }

        TimeSpan start = ParseSeconds(values[fields[0]], "interval start");
        TimeSpan length = ParseSeconds(values[fields[1]], "interval length");
        if (length < TimeSpan.Zero) throw HdrFormatException.LogLine(_input.Number, $"the interval length {values[fields[1]]}", "0 seconds or more");

        HistogramSnapshot snapshot = DecodeHistogram(values[fields[3]], reused);
        return new HistogramLogEntry(tag, SinceStartTime(start), length, snapshot);
    }

    private HistogramSnapshot DecodeHistogram(ReadOnlySpan<char> text, HistogramSnapshot? reused)
    {
        try
        {
            return HdrEncoding.DecodeFromBase64(text, reused);
        }
        catch (HdrFormatException e)
        {
            throw HdrFormatException.LogHistogram(_input.Number, e);
        }
    }

    // A log that does not say what its starts count from: far before the start time they can only count from it.
    private TimeSpan SinceStartTime(TimeSpan start)
    {
        TimeSpan startTime = _startTime ??= start + (_baseTime ?? TimeSpan.Zero);
        _baseTime ??= start < startTime - RelativeWhenEarlierBy ? startTime : TimeSpan.Zero;
        return start + _baseTime.Value - startTime;
    }

    private TimeSpan ParseSeconds(ReadOnlySpan<char> text, string what)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal seconds) || Math.Abs(seconds) > MaxSeconds)
        {
            const int ShownChars = 32;
            string shown = text.Length > ShownChars ? $"{text[..ShownChars]}..." : text.ToString();
            throw HdrFormatException.LogLine(_input.Number, $"the {what} '{shown}'", "a number of seconds with a decimal point");
        }

        return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }

    private static bool TryCutPrefix(ReadOnlySpan<char> text, string prefix, out ReadOnlySpan<char> rest)
    {
        bool found = text.StartsWith(prefix, StringComparison.Ordinal);
        rest = found ? text[prefix.Length..] : default;
        return found;
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny(" ,])");
        return end < 0 ? text : text[..end];
    }
}
