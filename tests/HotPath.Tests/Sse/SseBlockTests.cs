using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>Events at every place of the 64 bytes that the parser looks at together, and across their border.</summary>
public class SseBlockTests
{
    public static TheoryData<string> Events => new()
    {
        "data: x|",
        "data: |",
        "data:x|",
        "data|",
        "event: e|data: x|",
        "event: |data: x|",
        "event: e|id: 1|data: x|",
        "event: e|",
        "data: x|data: y|",
        ": note|",
        ":|data: x|",
        "|data: x|",
        "data: x\ty|",
        "data: x\0y|",
        "id: 1|data: x|",
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Push_EventAtEveryPlaceOfABlock_AgreesWithTheReference(string lines)
    {
        foreach (string lineEnd in (string[])["\n", "\r\n", "\r"])
        {
            string before = "data: a||".Replace("|", lineEnd, StringComparison.Ordinal);
            string after = "data: the next||data: one more||".Replace("|", lineEnd, StringComparison.Ordinal);
            string e = (lines + "|").Replace("|", lineEnd, StringComparison.Ordinal);
            for (int length = 0; length < 140; length++)
            {
                // The first event tells the parser which line ends to look out for, the second moves the third along.
                string stream = $"{before}data: {new string('b', length)}{lineEnd}{lineEnd}{e}{after}";
                AssertParses(stream);
                AssertParses(stream + new string(' ', 80)); // and far from the end of what is pushed
            }
        }
    }

    [Theory]
    [InlineData("data: 1234567890|", 16)]
    [InlineData("event: e|data: 1234567890|", 24)]
    [InlineData(": 34567890123456|", 16)]
    public void Push_PlainEventAroundTheLimit_AgreesWithTheReference(string lines, int eventBytes)
    {
        string rest = string.Concat(Enumerable.Repeat("data: a\n\n", 12)); // long enough for blocks
        string stream = "data: a\n\n" + (lines + "|").Replace('|', '\n') + rest;

        for (int limit = 1; limit <= eventBytes + 2; limit++)
        {
            SeenEvents expected = new();
            bool isOverLimit = ReferenceSse.Parse(Pushes.Bytes(stream), expected, limit).IsOverLimit;
            SeenEvents seen = new();

            Exception? error = Record.Exception(() => new SseParser(limit).PushAll(Pushes.Bytes(stream), seen));

            Assert.Equal(isOverLimit, error is SseFormatException);
            Assert.Equal(expected.All, seen.All);
        }
    }

    private static void AssertParses(string stream)
    {
        SeenEvents seen = new();

        new SseParser().PushAll(Pushes.Bytes(stream), seen);

        Assert.True(ReferenceSse.Events(stream).SequenceEqual(seen.All), Uri.EscapeDataString(stream));
    }
}
