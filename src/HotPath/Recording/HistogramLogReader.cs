using System.Globalization;
using System.Text;

namespace HotPath.Recording;

/// <summary>Reads histogram logs (.hlog), whoever wrote them.</summary>
/// <remarks>
/// Starts may count from the log's start time or from 1970; both come out counted from the start time. Line ends, byte order
/// marks, comments, blank lines and a missing header do not matter. A damaged line is an <see cref="HdrFormatException"/> that
/// names it; <see cref="Read"/> then goes on with the next, so that a run that was killed can be read to its end. One thread
/// at a time.
/// </remarks>
public sealed class HistogramLogReader : IDisposable
{
    // Ten times the longest line of a latency recorder's histogram.
    private const int MaxLineChars = 4 * 1_024 * 1_024;
    private const decimal MaxSeconds = 253_402_300_799; // the end of the year 9999

    private static readonly TimeSpan RelativeWhenEarlierBy = TimeSpan.FromDays(365);

    private readonly StreamReader _input;
    private readonly StringBuilder _text = new();
    private int _line;
    private TimeSpan? _startTime; // since 1970, like the next
    private TimeSpan? _baseTime;

    /// <summary>Reads from a stream, from where it stands.</summary>
    /// <param name="stream">Read only.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    public HistogramLogReader(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _input = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: leaveOpen);
    }

    /// <summary>The start time read so far; the first interval's start in a log without one; null before either.</summary>
    public DateTimeOffset? StartTime => _startTime is { } sinceEpoch ? DateTimeOffset.UnixEpoch + sinceEpoch : null;

    /// <summary>The next interval.</summary>
    /// <returns>Null at the end of the log.</returns>
    /// <exception cref="HdrFormatException">A line is damaged. The next call goes on behind it.</exception>
    public HistogramLogEntry? Read()
    {
        while (ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                ReadComment(line);
            }
            else if (line.Length > 0 && !line.StartsWith("\"StartTimestamp\"", StringComparison.Ordinal))
            {
                return ReadInterval(line);
            }
        }

        return null;
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

    private void ReadComment(string line)
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

    private HistogramLogEntry ReadInterval(string line)
    {
        string[] fields = line.Split(',', StringSplitOptions.TrimEntries);
        string? tag = TryCutPrefix(fields[0], "Tag=", out ReadOnlySpan<char> name) ? name.ToString() : null;
        ReadOnlySpan<string> values = fields.AsSpan(tag is null ? 0 : 1);
        if (values.Length != 4)
        {
            throw HdrFormatException.LogLine(_line, $"{values.Length} fields, a tag aside", "four: start, length, maximum and histogram, with points in the numbers");
        }

        TimeSpan start = ParseSeconds(values[0], "interval start");
        TimeSpan length = ParseSeconds(values[1], "interval length");
        if (length < TimeSpan.Zero) throw HdrFormatException.LogLine(_line, $"the interval length {values[1]}", "0 seconds or more");

        HistogramSnapshot snapshot = DecodeHistogram(values[3]);
        return new HistogramLogEntry(tag, SinceStartTime(start), length, snapshot);
    }

    private HistogramSnapshot DecodeHistogram(string text)
    {
        try
        {
            return HdrEncoding.DecodeFromBase64(text);
        }
        catch (HdrFormatException e)
        {
            throw HdrFormatException.LogHistogram(_line, e);
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
            throw HdrFormatException.LogLine(_line, $"the {what} '{shown}'", "a number of seconds with a decimal point");
        }

        return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }

    private string? ReadLine()
    {
        _line++;
        _text.Clear();
        int next = _input.Read();
        if (next < 0) return null;

        int chars = 0;
        for (; next >= 0 && next != '\n'; next = _input.Read())
        {
            if (++chars <= MaxLineChars) _text.Append((char)next);
        }

        if (chars > MaxLineChars) throw HdrFormatException.LogLine(_line, $"{chars:N0} characters", $"at most {MaxLineChars:N0}");
        return _text.ToString().Trim();
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
