using HotPath.Gate.Peers.Tools;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class InvokerToolTests
{
    [Fact]
    public void Parse_ItsLine_HasRequestsAndPercentiles()
    {
        ToolReading reading = InvokerTool.Parse("""{"requests":120,"failed":2,"events":12000,"p50Ms":0.5,"p99Ms":null}""" + "\n");

        Assert.Equal(new ToolReading(120, 2) { P50Ms = 0.5 }, reading);
    }

    [Fact]
    public void Parse_NothingOfIts_SaysWhatIsMissing() =>
        Assert.Contains("no JSON with figures", Assert.Throws<ToolException>(() => InvokerTool.Parse("Unhandled exception")).Message, StringComparison.Ordinal);
}
