using System.Text;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

public class SseMediaTypeTests
{
    public static TheoryData<string> ContentTypes => FormatCase.ContentTypes;

    [Theory]
    [MemberData(nameof(ContentTypes))]
    public void IsEventStream_ContentTypeOfTheTable_IsWhetherTheConnectionOpens(string name)
    {
        FormatCase expected = FormatCase.Named(name);
        bool opens = !expected.Expect!.Contains("fails", StringComparison.Ordinal);

        Assert.Equal(opens, SseMediaType.IsEventStream(Encoding.ASCII.GetBytes(expected.ContentType!)));
    }

    [Theory]
    [InlineData("text/event-stream", true)]
    [InlineData("Text/Event-STREAM; charset=utf-8", true)]
    [InlineData(" text/event-stream \t; x=y", true)]
    [InlineData("text/event-streams", false)]
    [InlineData("text/event-strea", false)]
    [InlineData("text /event-stream", false)]
    [InlineData("application/json; x=text/event-stream", false)]
    [InlineData(";text/event-stream", false)]
    [InlineData("", false)]
    public void IsEventStream_AnyContentType_LooksAtTypeAndSubtypeAlone(string contentType, bool expected) =>
        Assert.Equal(expected, SseMediaType.IsEventStream(Encoding.ASCII.GetBytes(contentType)));
}
