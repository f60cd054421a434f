using HotPath.Http;

namespace HotPath.Tests.Http;

public class Http1LimitsTests
{
    [Fact]
    public void Validate_Defaults_HasNoProblem() => Assert.Empty(new Http1Limits().Validate());

    [Fact]
    public void Validate_AllTooSmall_NamesEach()
    {
        Http1Limits limits = new() { MaxHeadBytes = 63, ReceiveBufferBytes = 0, MaxChunkLineBytes = -1, MaxTrailerBytes = 1 };

        IReadOnlyList<string> problems = limits.Validate();

        Assert.Equal(
            ["MaxHeadBytes", "ReceiveBufferBytes", "MaxChunkLineBytes", "MaxTrailerBytes"],
            problems.Select(problem => problem.Split(' ')[0]));
    }

    [Fact]
    public void Http1Connection_BadLimits_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new Http1Connection(Stream.Null, new Http1Limits { ReceiveBufferBytes = 1 }));
}
