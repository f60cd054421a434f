using HotPath.Gate.Peers.Tools;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class HeyToolTests
{
    [Fact]
    public void Parse_GoodRun_HasRequestsAndPercentiles()
    {
        ToolReading reading = HeyTool.Parse(ToolSample.Read("hey.txt"));

        Assert.Equal((43_224, 0), (reading.Requests, reading.Failed));
        Assert.Equal(1.8, reading.P50Ms!.Value, precision: 9);
        Assert.Equal(10.9, reading.P99Ms!.Value, precision: 9);
    }

    [Fact]
    public void Parse_WrongStatus_CountsAsFailed()
    {
        ToolReading reading = HeyTool.Parse(ToolSample.Read("hey404.txt"));

        Assert.Equal((0, 19_482), (reading.Requests, reading.Failed));
    }

    [Fact]
    public void Parse_NoConnection_CountsErrorsAndHasNoPercentiles()
    {
        ToolReading reading = HeyTool.Parse(ToolSample.Read("heyrefused.txt"));

        Assert.Equal(new ToolReading(0, 26_738), reading);
    }

    [Fact]
    public void Parse_NothingOfIts_SaysWhatIsMissing() =>
        Assert.Contains("no distribution of status codes", Assert.Throws<ToolException>(() => HeyTool.Parse("Usage: hey")).Message, StringComparison.Ordinal);
}
