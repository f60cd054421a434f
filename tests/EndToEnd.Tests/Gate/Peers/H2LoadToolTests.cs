using HotPath.Gate.Peers.Tools;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class H2LoadToolTests
{
    [Fact]
    public void Parse_GoodRun_HasRequestsAndNoPercentiles()
    {
        ToolReading reading = H2LoadTool.Parse(ToolSample.Read("h2load.txt"));

        Assert.Equal(new ToolReading(24_888, 0), reading);
    }

    [Fact]
    public void Parse_WrongStatus_CountsAsFailed()
    {
        ToolReading reading = H2LoadTool.Parse(ToolSample.Read("h2load404.txt"));

        Assert.Equal((0, 38_031), (reading.Requests, reading.Failed));
    }

    [Fact]
    public void Parse_NothingOfIts_SaysWhatIsMissing() =>
        Assert.Contains("no line of requests", Assert.Throws<ToolException>(() => H2LoadTool.Parse("spawning thread #0")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.50, 0.823)] // the sixth of twelve
    [InlineData(0.99, 0.856)] // the last
    public void PercentileOf_ItsLog_IsTheNearestRank(double share, double milliseconds) =>
        Assert.Equal(milliseconds, H2LoadTool.PercentileOf(File.ReadLines(ToolSample.PathOf("h2load.log")), share));

    [Fact]
    public void PercentileOf_EmptyLog_IsNone() => Assert.Null(H2LoadTool.PercentileOf([], 0.99));
}
