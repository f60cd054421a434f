using HotPath.Sse;

namespace HotPath.Tests.Sse;

public class SseParserTests
{
    [Fact]
    public void Push_WholeEvent_IsHandedOverInPlace()
    {
        byte[] pushed = "event: ping\ndata: {\"a\":1}\n\n"u8.ToArray();
        SseParser parser = new();
        PlaceHandler handler = new(pushed);

        parser.Push(pushed, ref handler);

        Assert.Equal(1, handler.InPlaceCount);
    }

    [Theory]
    [InlineData("data:a\n\ndata:b\n\n", 8)]
    [InlineData("data:a\r\n\r\ndata:b\r\n\r\n", 10)] // the LF of the blank line's CRLF belongs to it
    [InlineData("data:a\r\rdata:b\r\r", 8)]
    [InlineData("id:1\n\n: note\n\ndata:a\n\n\n", 22)] // blocks without data stop nobody
    public void Push_HandlerStops_ConsumesThroughTheBlankLine(string stream, int expected)
    {
        SseParser parser = new();
        SeenEvents seen = new() { StopsAfterEach = true };

        int consumed = parser.Push(Pushes.Bytes(stream), ref seen);

        Assert.Equal(expected, consumed);
        Assert.Single(seen.All);
    }

    [Fact]
    public void Push_HandlerStopsWithinACutCrLf_GoesOnRightly()
    {
        SseParser parser = new();
        SeenEvents seen = new() { StopsAfterEach = true };

        parser.PushUntilConsumed("data:a\r\n\r"u8, seen);
        parser.PushUntilConsumed("\ndata:b\n\n"u8, seen);

        Assert.Equal([new SeenEvent("message", "a", ""), new SeenEvent("message", "b", "")], seen.All);
    }

    [Fact]
    public void Push_EventEndedByCr_IsHandedOverWithoutWaitingForALineFeed()
    {
        SseParser parser = new();
        SeenEvents seen = new();

        parser.PushAll("data:a\r\n\r"u8, seen);

        Assert.Single(seen.All);
        Assert.False(parser.IsMidEvent);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("data:a\n\n", false)]
    [InlineData("data:a\n\n\n", false)]
    [InlineData("data:a\n\n: keep-alive\n", false)]
    [InlineData("data:a\n\n: keep-ali", false)]
    [InlineData("\u00EF\u00BB\u00BF", false)]
    [InlineData("data:a\n", true)]
    [InlineData("data:a\n: note\n", true)]
    [InlineData("data:a\n\nd", true)]
    [InlineData("id:1\n", true)]
    [InlineData("\u00EF\u00BB", true)]
    public void IsMidEvent_StreamSoFar_IsWhetherAnEventLacksItsBlankLine(string stream, bool expected)
    {
        SseParser parser = new();

        parser.PushAll(Pushes.Bytes(stream), new SeenEvents());

        Assert.Equal(expected, parser.IsMidEvent);
    }

    [Theory]
    [InlineData("id:1\n", "")]
    [InlineData("id:1\n\n", "1")]
    [InlineData("id:1\n\nid:2\n", "1")]
    [InlineData("id:1\n\nid:2\nid:\0\n\n", "2")]
    [InlineData("id:1\n\nid\n\n", "")]
    public void LastEventId_StreamSoFar_IsThatOfTheLastEndedEvent(string stream, string expected)
    {
        SseParser parser = new();

        parser.PushAll(Pushes.Bytes(stream), new SeenEvents());

        Assert.Equal(Pushes.Bytes(expected), parser.LastEventId.ToArray());
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999999999999999999999")]
    public void ReconnectionTime_LongerThanATimeSpan_IsClamped(string milliseconds)
    {
        SseParser parser = new();

        parser.PushAll(Pushes.Bytes($"retry:{milliseconds}\n"), new SeenEvents());

        Assert.NotNull(parser.ReconnectionTime);
        Assert.InRange(TimeSpan.MaxValue - parser.ReconnectionTime.Value, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData("id:1\n\nretry:5\n\ndata:left\nevent:left\nid:left\n")]
    [InlineData("data:a\n\npartial li")]
    [InlineData("data:a\n\r")]
    [InlineData("\u00EF\u00BB")]
    public void Reset_WithinAnyStream_StartsAnew(string earlier)
    {
        SseParser parser = new();
        parser.PushAll(Pushes.Bytes(earlier), new SeenEvents());

        parser.Reset();

        Assert.False(parser.IsMidEvent);
        Assert.Null(parser.ReconnectionTime);
        Assert.True(parser.LastEventId.IsEmpty);
        SeenEvents seen = new();
        parser.PushAll(Pushes.Bytes("\u00EF\u00BB\u00BF\ndata:x\n\n"), seen);
        Assert.Equal([new SeenEvent("message", "x", "")], seen.All);
    }

    [Fact]
    public void Push_AfterTheHandlerThrew_AsksForReset()
    {
        SseParser parser = new();
        ThrowingHandler throwing = default;
        Assert.Throws<NotSupportedException>(() => parser.Push("data:a\n\ndata:b\n\n"u8, ref throwing));

        SeenEvents seen = new();
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => parser.Push("data:c\n\n"u8, ref seen));

        Assert.Contains("Call Reset", refused.Message, StringComparison.Ordinal);
        parser.Reset();
        parser.PushAll("data:c\n\n"u8, seen);
        Assert.Single(seen.All);
    }

    [Fact]
    public void Push_RefStructHandler_IsTaken()
    {
        SseParser parser = new();
        int bytes = 0;
        CountingHandler handler = new(ref bytes);

        parser.Push("data:abc\n\ndata:de\n\n"u8, ref handler);

        Assert.Equal(5, bytes);
    }

    private sealed class PlaceHandler(byte[] pushed) : ISseHandler
    {
        public int InPlaceCount { get; private set; }

        public bool OnEvent(SseEvent e)
        {
            if (e.Data.Overlaps(pushed) && e.Type.Overlaps(pushed)) InPlaceCount++;
            return true;
        }
    }

    private struct ThrowingHandler : ISseHandler
    {
        public readonly bool OnEvent(SseEvent e) => throw new NotSupportedException();
    }

    private readonly ref struct CountingHandler(ref int bytes) : ISseHandler
    {
        private readonly ref int _bytes = ref bytes;

        public bool OnEvent(SseEvent e)
        {
            _bytes += e.Data.Length;
            return true;
        }
    }
}
