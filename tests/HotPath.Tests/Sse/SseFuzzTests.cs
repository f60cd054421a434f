using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>Against the reference, on random streams, by every way bytes get to the parser.</summary>
/// <remarks>
/// HOTPATH_SSE_FUZZ_EVENTS sets the number of events, HOTPATH_SSE_FUZZ_SECONDS ends the run before it is reached, and
/// HOTPATH_SSE_FUZZ_SEED makes it another run: that is for long runs by hand, whose results are recorded.
/// </remarks>
public class SseFuzzTests
{
    private const int ShortStream = 48; // of which every split is tried

    private static readonly int Seed = (int)Setting("HOTPATH_SSE_FUZZ_SEED", 31_337);

    private readonly Random _random = new(Seed);
    private readonly EventLog _expected = new();
    private readonly EventLog _seen = new();
    private SseParser _parser = new();
    private int _maxEventBytes = SseParser.DefaultMaxEventBytes;
    private ReferenceSse _reference = null!;

    [Fact]
    public async Task EveryPath_RandomStreams_AgreesWithTheReference()
    {
        long wanted = Setting("HOTPATH_SSE_FUZZ_EVENTS", 1_000_000);
        long endsAt = Environment.TickCount64 + 1_000 * Setting("HOTPATH_SSE_FUZZ_SECONDS", 86_400);
        FuzzStream streams = new(Seed);
        long events = 0;
        long bytes = 0;
        long number = 0;

        for (; events < wanted && Environment.TickCount64 < endsAt; number++)
        {
            ReadOnlyMemory<byte> stream = streams.Next();
            SetLimit(_random.Next(10) == 0 ? _random.Next(1, 400) : SseParser.DefaultMaxEventBytes);
            _expected.Clear();
            _reference = ReferenceSse.Parse(stream.Span, _expected, _maxEventBytes);
            try
            {
                await CheckEveryPathAsync(stream);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Stream {number} of seed {Seed}, limit {_maxEventBytes}: {Convert.ToHexString(stream.Span)}", error);
            }

            events += _expected.Count;
            bytes += stream.Length;
        }

        TestContext.Current.SendDiagnosticMessage($"{events:N0} events in {number:N0} streams of {bytes:N0} bytes, seed {Seed}: every path agrees with the reference.");
        Assert.True(events >= wanted || Environment.TickCount64 >= endsAt);
    }

    private async Task CheckEveryPathAsync(ReadOnlyMemory<byte> stream)
    {
        Push(stream.Span, stream.Length);
        Check("pushed whole");
        PushInPieces(stream.Span, _random.Next(8) == 0 ? 20 : 400);
        Check("pushed in pieces");
        _seen.StopsAfterEach = true;
        PushInPieces(stream.Span, 2_000);
        Check("stopped after each event");

        if (stream.Length <= ShortStream)
        {
            for (int cut = 0; cut <= stream.Length; cut++)
            {
                Push(stream.Span, cut);
                Check("pushed in two");
            }
        }

        int longest = _random.Next(2) == 0 ? 90 : 20_000;
        using PiecesStream pieces = new(stream, () => _random.Next(1, longest));
        await CheckReaderAsync(new SseReader(pieces, TimeProvider.System, _maxEventBytes), "read from a stream");
        PipeReader pipe = PipeReader.Create(Segments(stream));
        await CheckReaderAsync(new SseReader(pipe, TimeProvider.System, _maxEventBytes), "read from a pipe");
    }

    private void Push(ReadOnlySpan<byte> stream, int cut)
    {
        try
        {
            PushAll(stream[..cut]);
            PushAll(stream[cut..]);
        }
        catch (SseFormatException) when (_reference.IsOverLimit)
        {
        }
    }

    private void PushInPieces(ReadOnlySpan<byte> stream, int longest)
    {
        try
        {
            while (!stream.IsEmpty)
            {
                int length = Math.Min(_random.Next(longest + 1), stream.Length);
                PushAll(stream[..length]);
                stream = stream[length..];
            }
        }
        catch (SseFormatException) when (_reference.IsOverLimit)
        {
        }
    }

    private void PushAll(ReadOnlySpan<byte> bytes)
    {
        EventLog seen = _seen;
        do
        {
            bytes = bytes[_parser.Push(bytes, ref seen)..];
        }
        while (!bytes.IsEmpty);
    }

    private void Check(string path)
    {
        CheckEvents(path);
        if (!_reference.IsOverLimit)
        {
            Assert.True(_parser.LastEventId.SequenceEqual(_reference.LastEventId), path);
            Assert.True(_parser.IsMidEvent == _reference.IsMidEvent, path);
            Assert.True(_parser.ReconnectionTime == SseDifferentialTests.ClampedTime(_reference.RetryMilliseconds), path);
        }

        _parser.Reset();
    }

    private async Task CheckReaderAsync(SseReader reader, string path)
    {
        _seen.StopsAfterEach = _random.Next(4) == 0;
        try
        {
            SseEnd end;
            do
            {
                end = await reader.ReadAllAsync(_seen, CancellationToken.None);
            }
            while (end == SseEnd.Stopped);

            Assert.False(_reference.IsOverLimit, path);
            Assert.True((end == SseEnd.Truncated) == _reference.IsMidEvent, path);
        }
        catch (SseFormatException) when (_reference.IsOverLimit)
        {
        }

        CheckEvents(path);
    }

    private void CheckEvents(string path)
    {
        Assert.True(_expected.Written.SequenceEqual(_seen.Written), path);
        _seen.Clear();
    }

    private void SetLimit(int maxEventBytes)
    {
        if (maxEventBytes == _maxEventBytes) return;

        _maxEventBytes = maxEventBytes;
        _parser = new SseParser(maxEventBytes);
    }

    private ReadOnlySequence<byte> Segments(ReadOnlyMemory<byte> stream)
    {
        if (stream.IsEmpty) return default;

        int longest = _random.Next(2) == 0 ? 90 : 5_000;
        PipeSegment? first = null;
        PipeSegment? last = null;
        while (!stream.IsEmpty)
        {
            int length = Math.Min(_random.Next(1, longest), stream.Length);
            last = new PipeSegment(stream[..length], last);
            first ??= last;
            stream = stream[length..];
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    private static long Setting(string name, long otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : otherwise;
}
