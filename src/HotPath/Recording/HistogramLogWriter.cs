using System.Globalization;
using System.Text;

namespace HotPath.Recording;

/// <summary>Writes histogram logs (.hlog), format 1.3: what HistogramLogProcessor and its relatives read.</summary>
/// <remarks>
/// UTF-8 without a mark, lines end in a line feed, numbers are the same in every culture. One thread at a time. Lines reach
/// the stream at the latest with <see cref="Flush"/> or <see cref="Dispose"/>.
/// </remarks>
public sealed class HistogramLogWriter : IDisposable
{
    private const double NanosecondsPerMillisecond = 1e6;

    private readonly StreamWriter _output;

    /// <summary>Writes to a stream, from where it stands.</summary>
    /// <param name="stream">Written only.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed.</param>
    public HistogramLogWriter(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _output = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: leaveOpen) { NewLine = "\n" };
    }

    /// <summary>Writes what stands before the first interval. Leave it out when appending to a log that has it.</summary>
    /// <param name="startTime">The moment that every interval's start counts from; written to the millisecond.</param>
    /// <param name="comment">Goes before all else, each of its lines behind a #; null for none.</param>
    public void WriteHeader(DateTimeOffset startTime, string? comment)
    {
        foreach (string line in comment?.ReplaceLineEndings("\n").Split('\n') ?? []) _output.WriteLine($"# {line}");

        string seconds = Invariant($"{startTime.ToUnixTimeMilliseconds() / 1_000m:F3}");
        _output.WriteLine("#[Histogram log format version 1.3]");
        _output.WriteLine(Invariant($"#[StartTime: {seconds} (seconds since epoch), {startTime.UtcDateTime:ddd MMM dd HH:mm:ss 'UTC' yyyy}]"));

        // Without it readers guess, by a year's difference, whether starts count from the start time or from 1970.
        _output.WriteLine($"#[BaseTime: {seconds} (seconds since epoch)]");
        _output.WriteLine("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"");
    }

    /// <summary>Writes one interval.</summary>
    /// <param name="tag">What was recorded: one character or more, no comma, space or line end. Null for none.</param>
    /// <param name="start">When it began, counted from the header's start time; at least 0, written to the millisecond.</param>
    /// <param name="length">How long it lasted; at least 0, written to the millisecond.</param>
    /// <param name="snapshot">Its counts, in nanoseconds. Stays as it is.</param>
    public void Write(string? tag, TimeSpan start, TimeSpan length, HistogramSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentOutOfRangeException.ThrowIfLessThan(start, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.Zero);

        if (tag is not null)
        {
            if (tag.Length == 0 || tag.AsSpan().ContainsAny(", \r\n"))
            {
                throw new ArgumentException($"The tag is '{tag}'; a log's tag is one character or more without comma, space or line end. Rename it.", nameof(tag));
            }

            _output.Write($"Tag={tag},");
        }

        double maxMilliseconds = snapshot.Max / NanosecondsPerMillisecond;
        _output.Write(Invariant($"{start.TotalSeconds:F3},{length.TotalSeconds:F3},{maxMilliseconds:F3},"));
        _output.WriteLine(HdrEncoding.EncodeToBase64(snapshot));
    }

    /// <summary>Hands every line so far to the stream, and flushes that.</summary>
    public void Flush() => _output.Flush();

    /// <summary>Flushes, and closes the stream unless it is to stay open.</summary>
    public void Dispose() => _output.Dispose();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
