using System.Net.ServerSentEvents;
using System.Text;
using FrameworkParser = System.Net.ServerSentEvents.SseParser;
using SseParser = HotPath.Sse.SseParser;

namespace HotPath.Tests.Sse;

/// <summary>Against System.Net.ServerSentEvents.</summary>
public class FrameworkComparisonTests
{
    private const int Seed = 4_711;
    private const int StreamCount = 2_000;

    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];

    // Within an event that has data, and without what the departures below are about.
    private static readonly string[] Lines =
    [
        "data", "data:", "data:x", "data: two words", "data:  led by a space", "data: \u00C3\u00BC", "data: a:b", "Data:no", " data:no",
        "event: ping", "event:tick", "id: 1", "id:two", "id", "id:", "retry: 15", "retry:0200", "retry: 1x", "retry", ":", ": note", "other: y",
    ];

    [Fact]
    public void Push_StreamsWhereBothKeepToTheStandard_AgreesWithTheFramework()
    {
        Random random = new(Seed);

        for (int i = 0; i < StreamCount; i++)
        {
            byte[] stream = Pushes.Bytes(NextStream(random));
            SseParser parser = new();
            SeenEvents seen = new();

            parser.PushInTwo(stream, random.Next(stream.Length + 1), seen);

            string describe = $"Stream {i} of seed {Seed}: {Uri.EscapeDataString(Encoding.Latin1.GetString(stream))}";
            (List<SeenEvent> events, TimeSpan? reconnectionTime) = ParseWithFramework(stream);
            Assert.True(events.SequenceEqual(seen.All), describe);
            Assert.True(reconnectionTime == parser.ReconnectionTime, describe);
        }
    }

    // The two departures known of it. They are stated here so that a change there shows.
    [Theory]
    [InlineData("event:\ndata:x\n\n", "")]
    [InlineData("event:foo\n\ndata:x\n\n", "foo")]
    public void Push_WhereTheFrameworkDepartsFromTheStandard_TypeIsMessage(string stream, string frameworkType)
    {
        SseParser parser = new();
        SeenEvents seen = new();

        parser.PushAll(Pushes.Bytes(stream), seen);

        Assert.Equal([new SeenEvent("message", "x", "")], seen.All);
        Assert.Equal([new SeenEvent(frameworkType, "x", "")], ParseWithFramework(Pushes.Bytes(stream)).Events);
    }

    private static string NextStream(Random random)
    {
        StringBuilder stream = new(random.Next(4) == 0 ? "\u00EF\u00BB\u00BF" : "");

        for (int events = random.Next(1, 6); events > 0; events--)
        {
            List<string> lines = ["data: there must be one", .. random.GetItems(Lines, random.Next(6))];
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(lines));
            foreach (string line in lines)
            {
                stream.Append(line).Append(random.GetItems(LineEnds, 1)[0]);
            }

            stream.Append(random.GetItems(LineEnds, 1)[0]);
        }

        return stream.ToString();
    }

    private static (List<SeenEvent> Events, TimeSpan? ReconnectionTime) ParseWithFramework(byte[] stream)
    {
        SseParser<string> parser = FrameworkParser.Create(new MemoryStream(stream), (_, data) => Encoding.Latin1.GetString(data));
        List<SeenEvent> events = [];
        foreach (SseItem<string> item in parser.Enumerate())
        {
            events.Add(new SeenEvent(item.EventType, item.Data, parser.LastEventId));
        }

        TimeSpan time = parser.ReconnectionInterval;
        return (events, time == Timeout.InfiniteTimeSpan ? null : time);
    }
}
