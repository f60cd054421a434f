using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>The limit on one event, on both of its sides and at every split.</summary>
public class SseLimitTests
{
    // Each is an event, or the start of one, and its bytes as the limit counts them.
    public static TheoryData<string, int> Events => new()
    {
        { "data:12345\n\n", 10 },
        { "data:12345\r\n\r\n", 10 },
        { "data:12345", 10 },                          // no end of the line yet
        { "data:1\ndata:2\n\n", 12 },                  // data of several lines
        { "event:e\nid:4\ndata:1\n\n", 17 },           // every field counts
        { "other:e\ndata:1\n\n", 13 },                 // also one that is not known
        { "data:1\n: note\ndata:2\n\n", 12 },          // an ended comment does not
        { ": a comment alone", 17 },                   // but no line may be longer
        { "\u00EF\u00BB\u00BFdata:1\n\n", 6 },         // nor does a byte order mark
        { "\u00EF\u00BBdata:1\n\n", 8 },               // unless it only begins like one
        { "data:1\n\ndata:1\n\ndata:1\n\ndata:12\n\n", 7 }, // each event has the whole limit
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Push_EventAtTheLimit_PassesAtEverySplit(string stream, int eventBytes)
    {
        byte[] bytes = Pushes.Bytes(stream);

        ForEverySplit(bytes, push =>
        {
            SeenEvents seen = new();
            push(new SseParser(eventBytes), seen);

            Assert.Equal(ReferenceSse.Events(stream), seen.All);
        });
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Push_EventOneOverTheLimit_ThrowsAtEverySplit(string stream, int eventBytes)
    {
        byte[] bytes = Pushes.Bytes(stream);
        int earlierEvents = Math.Max(0, ReferenceSse.Events(stream).Count - 1);

        ForEverySplit(bytes, push =>
        {
            SseParser parser = new(eventBytes - 1);
            SeenEvents seen = new();
            SseFormatException error = Assert.Throws<SseFormatException>(() => push(parser, seen));

            Assert.Contains($"the limit is {eventBytes - 1}.", error.Message, StringComparison.Ordinal);
            Assert.Equal(earlierEvents, seen.All.Count);
        });
    }

    [Fact]
    public void Push_AfterAnEventOverTheLimit_AsksForReset()
    {
        SseParser parser = new(maxEventBytes: 8);
        SeenEvents seen = new();
        Assert.Throws<SseFormatException>(() => parser.PushAll("data:12345\n\n"u8, seen));

        Assert.Throws<InvalidOperationException>(() => parser.PushAll("data:1\n\n"u8, seen));
        parser.Reset();
        parser.PushAll("data:1\n\n"u8, seen);

        Assert.Single(seen.All);
    }

    [Fact]
    public void Push_EndlessComments_NeverReachTheLimit()
    {
        SseParser parser = new(maxEventBytes: 20);
        SeenEvents seen = new();

        for (int i = 0; i < 1_000; i++) parser.PushAll(": keep-alive\n"u8, seen);

        Assert.False(parser.IsMidEvent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Constructor_LimitBelowOne_IsRefused(int maxEventBytes) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(maxEventBytes), () => new SseParser(maxEventBytes));

    private static void ForEverySplit(byte[] bytes, Action<Action<SseParser, SeenEvents>> check)
    {
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            check((parser, seen) => parser.PushInTwo(bytes, cut, seen));
        }

        check((parser, seen) => parser.PushByteByByte(bytes, seen));
    }
}
