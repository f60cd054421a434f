using HotPath.Gate.Peers.Tools;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class WrkToolTests
{
    [Fact]
    public void Parse_GoodRun_HasRequestsAndPercentiles()
    {
        ToolReading reading = WrkTool.Parse(ToolSample.Read("wrk.txt"));

        Assert.Equal(new ToolReading(45_058, 0) { P50Ms = 0.442, P99Ms = 98.15 }, reading);
    }

    [Fact]
    public void Parse_WrongStatus_CountsAsFailed()
    {
        ToolReading reading = WrkTool.Parse(ToolSample.Read("wrk404.txt"));

        Assert.Equal((0, 31_550), (reading.Requests, reading.Failed));
    }

    [Fact]
    public void Parse_SocketErrors_AreAddedUp()
    {
        string output = ToolSample.Read("wrk.txt").Replace("Requests/sec", "  Socket errors: connect 1, read 20, write 300, timeout 4000\nRequests/sec", StringComparison.Ordinal);

        Assert.Equal(4_321, WrkTool.Parse(output).Failed);
    }

    [Theory]
    [InlineData("1.18s", 1_180)]
    [InlineData("1.50m", 90_000)]
    [InlineData("98.15ms", 98.15)]
    [InlineData("7.00us", 0.007)]
    public void Parse_AnyUnit_BecomesMilliseconds(string printed, double milliseconds)
    {
        string output = ToolSample.Read("wrk.txt").Replace("98.15ms", printed, StringComparison.Ordinal);

        Assert.Equal(milliseconds, WrkTool.Parse(output).P99Ms!.Value, precision: 9);
    }

    [Fact]
    public void Parse_NothingOfIts_SaysWhatIsMissing()
    {
        ToolException problem = Assert.Throws<ToolException>(() => WrkTool.Parse("unable to connect to 127.0.0.1:1 Connection refused"));

        Assert.Contains("no line of requests", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Connection refused", problem.Message, StringComparison.Ordinal);
    }
}
