using System.Numerics;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>Against an independent parser, on random streams cut at random.</summary>
public class SseDifferentialTests
{
    private const int Seed = 20_250;
    private const int StreamCount = 4_000;

    [Fact]
    public void Push_HostileStreamsCutAtRandom_AgreesWithTheReference() =>
        ForEachStream((parser, random, stream, seen) =>
        {
            ReadOnlySpan<byte> rest = Pushes.Bytes(stream);
            while (!rest.IsEmpty)
            {
                int length = random.Next(0, Math.Min(rest.Length, 20) + 1);
                parser.PushAll(rest[..length], seen);
                rest = rest[length..];
            }
        });

    [Fact]
    public void Push_HandlerStopsAfterEachEvent_AgreesWithTheReference() =>
        ForEachStream(
            (parser, random, stream, seen) =>
            {
                byte[] bytes = Pushes.Bytes(stream);
                int cut = random.Next(bytes.Length + 1);
                parser.PushUntilConsumed(bytes.AsSpan(0, cut), seen);
                parser.PushUntilConsumed(bytes.AsSpan(cut), seen);
            },
            stopsAfterEach: true);

    [Fact]
    public void IsMidEvent_AtEveryByteOfHostileStreams_AgreesWithTheReference()
    {
        Random random = new(Seed);
        SseParser parser = new();
        SeenEvents seen = new();

        for (int i = 0; i < StreamCount / 8; i++)
        {
            string stream = HostileStream.Next(random);
            parser.Reset();
            for (int length = 1; length <= stream.Length; length++)
            {
                parser.PushAll(Pushes.Bytes(stream[(length - 1)..length]), seen);

                bool expected = ReferenceSse.Parse(Pushes.Bytes(stream[..length]), new SeenEvents()).IsMidEvent;
                Assert.True(expected == parser.IsMidEvent, Describe(stream[..length], i));
            }
        }
    }

    // One parser for all streams: what one leaves behind must not show in the next.
    private static void ForEachStream(Action<SseParser, Random, string, SeenEvents> push, bool stopsAfterEach = false)
    {
        Random random = new(Seed);
        SseParser parser = new();

        for (int i = 0; i < StreamCount; i++)
        {
            string stream = HostileStream.Next(random);
            SeenEvents expectedEvents = new();
            ReferenceSse expected = ReferenceSse.Parse(Pushes.Bytes(stream), expectedEvents);
            SeenEvents seen = new() { StopsAfterEach = stopsAfterEach };

            parser.Reset();
            push(parser, random, stream, seen);

            Assert.True(expectedEvents.All.SequenceEqual(seen.All), Describe(stream, i));
            Assert.True(parser.LastEventId.SequenceEqual(expected.LastEventId), Describe(stream, i));
            Assert.True(ClampedTime(expected.RetryMilliseconds) == parser.ReconnectionTime, Describe(stream, i));
            Assert.True(expected.IsMidEvent == parser.IsMidEvent, Describe(stream, i));
        }
    }

    internal static TimeSpan? ClampedTime(BigInteger? milliseconds)
    {
        if (milliseconds is null) return null;

        long longest = TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond;
        return TimeSpan.FromTicks((long)BigInteger.Min(milliseconds.Value, longest) * TimeSpan.TicksPerMillisecond);
    }

    private static string Describe(string stream, int number) =>
        $"Stream {number} of seed {Seed}: {Uri.EscapeDataString(stream)}";
}
