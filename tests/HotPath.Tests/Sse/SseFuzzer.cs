using System.Buffers;
using System.IO.Pipelines;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>Sends random streams by every path, at random splits, and compares with the reference; for one thread.</summary>
internal sealed class SseFuzzer(int seed)
{
    private const int ShortStream = 48; // of which every split is tried
    private const int Rounds = 4; // of one stream, each with other splits

    private static readonly int[] LongestPieces = [3, 16, 70, 90, 400, 2_000, 20_000];

    private readonly FuzzStream _streams = new(seed);
    private readonly Random _random = new(seed);
    private readonly EventLog _expected = new();
    private readonly EventLog _seen = new();
    private SseParser _parser = new();
    private int _maxEventBytes = SseParser.DefaultMaxEventBytes;
    private ReferenceSse _reference = null!;

    public SseFuzzTally Tally { get; } = new();

    public async Task RunAsync(long events, long endsAtTicks)
    {
        while (Tally.Events < events && Environment.TickCount64 < endsAtTicks)
        {
            ReadOnlyMemory<byte> stream = _streams.Next();
            SetLimit(_random.Next(10) == 0 ? _random.Next(1, 400) : SseParser.DefaultMaxEventBytes);
            _expected.Clear();
            _reference = ReferenceSse.Parse(stream.Span, _expected, _maxEventBytes);
            try
            {
                await CheckEveryPathAsync(stream);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Stream {Tally.Streams} of seed {seed}, limit {_maxEventBytes}: {Convert.ToHexString(stream.Span)}", error);
            }

            Tally.AddStream(_expected.Count, stream.Length);
        }
    }

    private async Task CheckEveryPathAsync(ReadOnlyMemory<byte> stream)
    {
        PushInTwo(stream.Span, stream.Length);
        Check(SseFuzzPath.PushedWhole);
        for (int cut = 0; stream.Length <= ShortStream && cut <= stream.Length; cut++)
        {
            PushInTwo(stream.Span, cut);
            Check(SseFuzzPath.PushedInTwo);
        }

        for (int round = 0; round < Rounds; round++)
        {
            PushInPieces(stream.Span);
            Check(SseFuzzPath.PushedInPieces);
            _seen.StopsAfterEach = true;
            PushInPieces(stream.Span);
            Check(SseFuzzPath.StoppedAfterEach);

            int longest = LongestPiece();
            using PiecesStream pieces = new(stream, () => NextPiece(1, longest), mustWait: () => _random.Next(500) == 0);
            await CheckReaderAsync(new SseReader(pieces, _maxEventBytes), SseFuzzPath.ReadFromAStream);
            PipeReader pipe = PipeReader.Create(Segments(stream));
            await CheckReaderAsync(new SseReader(pipe, _maxEventBytes), SseFuzzPath.ReadFromAPipe);
        }
    }

    private void PushInTwo(ReadOnlySpan<byte> stream, int cut)
    {
        try
        {
            Push(stream[..cut]);
            Push(stream[cut..]);
        }
        catch (SseFormatException) when (_reference.IsOverLimit)
        {
        }
    }

    private void PushInPieces(ReadOnlySpan<byte> stream)
    {
        int longest = LongestPiece();
        try
        {
            while (!stream.IsEmpty)
            {
                int length = Math.Min(NextPiece(0, longest), stream.Length);
                Push(stream[..length]);
                stream = stream[length..];
            }
        }
        catch (SseFormatException) when (_reference.IsOverLimit)
        {
        }
    }

    private void Push(ReadOnlySpan<byte> bytes)
    {
        EventLog seen = _seen;
        do
        {
            bytes = bytes[_parser.Push(bytes, ref seen)..];
        }
        while (!bytes.IsEmpty);
    }

    private void Check(SseFuzzPath path)
    {
        CheckEvents(path);
        if (!_reference.IsOverLimit)
        {
            Assert.True(_parser.LastEventId.SequenceEqual(_reference.LastEventId), path.ToString());
            Assert.True(_parser.IsMidEvent == _reference.IsMidEvent, path.ToString());
            Assert.True(_parser.ReconnectionTime == SseDifferentialTests.ClampedTime(_reference.RetryMilliseconds), path.ToString());
        }

        _parser.Reset();
    }

    private async Task CheckReaderAsync(SseReader reader, SseFuzzPath path)
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

            Assert.False(_reference.IsOverLimit, path.ToString());
            Assert.True((end == SseEnd.Truncated) == _reference.IsMidEvent, path.ToString());
        }
        catch (SseFormatException) when (_reference.IsOverLimit)
        {
        }

        CheckEvents(path);
    }

    private void CheckEvents(SseFuzzPath path)
    {
        Assert.True(_expected.Written.SequenceEqual(_seen.Written), path.ToString());
        Tally.AddPass(path, _seen.Count);
        _seen.Clear();
    }

    private void SetLimit(int maxEventBytes)
    {
        if (maxEventBytes == _maxEventBytes) return;

        _maxEventBytes = maxEventBytes;
        _parser = new SseParser(maxEventBytes);
    }

    private int LongestPiece() => LongestPieces[_random.Next(LongestPieces.Length)];

    private int NextPiece(int shortest, int longest)
    {
        Tally.Pieces++;
        return _random.Next(shortest, longest + 1);
    }

    private ReadOnlySequence<byte> Segments(ReadOnlyMemory<byte> stream)
    {
        if (stream.IsEmpty) return default;

        int longest = LongestPiece();
        PipeSegment? first = null;
        PipeSegment? last = null;
        while (!stream.IsEmpty)
        {
            int length = Math.Min(NextPiece(1, longest), stream.Length);
            last = new PipeSegment(stream[..length], last);
            first ??= last;
            stream = stream[length..];
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }
}
