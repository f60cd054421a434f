using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using HotPath.Requests;

namespace HotPath.Recording;

/// <summary>Writes histogram logs (.hlog), format 1.3: what HistogramLogProcessor and its relatives read.</summary>
/// <remarks>
/// UTF-8 without a mark, lines end in a line feed, numbers are the same in every culture. One thread at a time. Each line is
/// one write to the stream.
/// </remarks>
public sealed class HistogramLogWriter : IDisposable
{
    private const double NanosecondsPerMillisecond = 1e6;
    private const int MaxNumberBytes = 64; // the longest a time or a duration gets with three decimals, with room to spare

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly HdrEncoder _encoder = new();
    private readonly PooledBuffer _line = new();
    private bool _isDisposed;

    /// <summary>Writes to a stream, from where it stands.</summary>
    /// <param name="stream">Written only.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed.</param>
    public HistogramLogWriter(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _leaveOpen = leaveOpen;
    }

    /// <summary>Writes what stands before the first interval. Leave it out when appending to a log that has it.</summary>
    /// <param name="startTime">The moment that every interval's start counts from; written to the millisecond.</param>
    /// <param name="comment">Goes before all else, each of its lines behind a #; null for none.</param>
    public void WriteHeader(DateTimeOffset startTime, string? comment)
    {
        StringBuilder header = new();
        foreach (string line in comment?.ReplaceLineEndings("\n").Split('\n') ?? []) header.Append("# ").Append(line).Append('\n');

        string seconds = Invariant($"{startTime.ToUnixTimeMilliseconds() / 1_000m:F3}");
        header.Append("#[Histogram log format version 1.3]\n");
        header.Append(Invariant($"#[StartTime: {seconds} (seconds since epoch), {startTime.UtcDateTime:ddd MMM dd HH:mm:ss 'UTC' yyyy}]\n"));

        // Without it readers guess, by a year's difference, whether starts count from the start time or from 1970.
        header.Append(Invariant($"#[BaseTime: {seconds} (seconds since epoch)]\n"));
        header.Append("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n");
        _stream.Write(Encoding.UTF8.GetBytes(header.ToString()));
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

        if (tag is not null && (tag.Length == 0 || tag.AsSpan().ContainsAny(", \r\n")))
        {
            throw new ArgumentException($"The tag is '{tag}'; a log's tag is one character or more without comma, space or line end. Rename it.", nameof(tag));
        }

        _line.ResetWrittenCount();
        if (tag is not null)
        {
            _line.Write("Tag="u8);
            Encoding.UTF8.GetBytes(tag, _line);
            _line.Write(","u8);
        }

        WriteNumber(start.TotalSeconds);
        WriteNumber(length.TotalSeconds);
        WriteNumber(snapshot.Max / NanosecondsPerMillisecond);
        WriteBase64(_encoder.Encode(snapshot));
        _line.Write("\n"u8);
        _stream.Write(_line.WrittenSpan);
    }

    /// <summary>Flushes the stream.</summary>
    public void Flush() => _stream.Flush();

    /// <summary>Flushes the stream, and closes it unless it is to stay open.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;

        _isDisposed = true;
        _line.Dispose();
        _encoder.Dispose();
        if (_leaveOpen) _stream.Flush();
        else _stream.Dispose();
    }

    private void WriteNumber(double value)
    {
        value.TryFormat(_line.GetSpan(MaxNumberBytes), out int written, "F3", CultureInfo.InvariantCulture);
        _line.Advance(written);
        _line.Write(","u8);
    }

    private void WriteBase64(ReadOnlySpan<byte> bytes)
    {
        Base64.EncodeToUtf8(bytes, _line.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
        _line.Advance(written);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
