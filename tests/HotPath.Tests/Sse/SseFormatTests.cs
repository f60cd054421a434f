using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>The conformance table, at every split.</summary>
public class SseFormatTests
{
    public static TheoryData<string> Streams => FormatCase.Streams;

    [Theory]
    [MemberData(nameof(Streams))]
    public void Push_Whole_GivesTheEventsOfTheTable(string name) =>
        AssertParses(name, (parser, input, seen) => parser.PushAll(input, seen));

    [Theory]
    [MemberData(nameof(Streams))]
    public void Push_CutAnywhere_GivesTheEventsOfTheTable(string name)
    {
        for (int cut = 0; cut <= FormatCase.Named(name).InputBytes.Length; cut++)
        {
            AssertParses(name, (parser, input, seen) => parser.PushInTwo(input, cut, seen));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Push_ByteByByte_GivesTheEventsOfTheTable(string name) =>
        AssertParses(name, (parser, input, seen) => parser.PushByteByByte(input, seen));

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task ReadAllAsync_Whole_GivesTheEventsOfTheTable(string name)
    {
        byte[] input = FormatCase.Named(name).InputBytes;

        await AssertReadsAsync(name, input);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task ReadAllAsync_CutAnywhere_GivesTheEventsOfTheTable(string name)
    {
        byte[] input = FormatCase.Named(name).InputBytes;

        for (int cut = 1; cut < input.Length; cut++)
        {
            await AssertReadsAsync(name, input[..cut], input[cut..]);
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task ReadAllAsync_ByteByByte_GivesTheEventsOfTheTable(string name)
    {
        byte[] input = FormatCase.Named(name).InputBytes;

        await AssertReadsAsync(name, [.. input.Chunk(1)]);
    }

    private static void AssertParses(string name, Action<SseParser, byte[], SeenEvents> push)
    {
        FormatCase expected = FormatCase.Named(name);
        SseParser parser = new();
        SeenEvents seen = new();

        push(parser, expected.InputBytes, seen);

        Assert.Equal(expected.ExpectedEvents, seen.All);
        Assert.Equal(expected.ExpectedReconnectionTime, parser.ReconnectionTime);
    }

    private static async Task AssertReadsAsync(string name, params byte[][] pieces)
    {
        FormatCase expected = FormatCase.Named(name);
        TestPipe pipe = new();
        SeenEvents seen = new();

        ValueTask<SseEnd> reading = pipe.Events.ReadAllAsync(seen, TestContext.Current.CancellationToken);
        foreach (byte[] piece in pieces)
        {
            await pipe.ArriveAsync(piece);
        }

        pipe.End();

        bool endsMidEvent = ReferenceSse.Parse(expected.InputBytes, new SeenEvents()).IsMidEvent;
        Assert.Equal(endsMidEvent ? SseEnd.Truncated : SseEnd.Completed, await reading);
        Assert.Equal(expected.ExpectedEvents, seen.All);
    }
}
