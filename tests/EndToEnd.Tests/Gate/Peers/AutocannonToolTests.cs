using HotPath.Gate.Peers.Tools;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class AutocannonToolTests
{
    [Fact]
    public void Parse_GoodRun_HasRequestsAndPercentiles()
    {
        ToolReading reading = AutocannonTool.Parse(ToolSample.Read("autocannon.txt"));

        Assert.Equal(new ToolReading(48_387, 0) { P50Ms = 1, P99Ms = 11 }, reading);
    }

    [Fact]
    public void Parse_WrongStatus_CountsAsFailed_AndAMedianBelowItsResolutionIsNone()
    {
        ToolReading reading = AutocannonTool.Parse(ToolSample.Read("autocannon404.txt"));

        Assert.Equal(new ToolReading(0, 30_767) { P50Ms = null, P99Ms = 10 }, reading);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void Parse_NothingOfIts_SaysWhatIsMissing(string output) =>
        Assert.Contains("no JSON with latency", Assert.Throws<ToolException>(() => AutocannonTool.Parse(output)).Message, StringComparison.Ordinal);
}
