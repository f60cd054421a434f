using HotPath.Gate.Peers.Tools;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class LocustToolTests
{
    [Fact]
    public void Parse_ItsTotals_LeaveFailuresOutOfRequests()
    {
        ToolReading reading = LocustTool.Parse("""{"requests": 15167, "failures": 3, "p50Ms": 3, "p99Ms": 13}""");

        Assert.Equal(new ToolReading(15_164, 3) { P50Ms = 3, P99Ms = 13 }, reading);
    }

    [Fact]
    public void Parse_PercentileRoundedToNothing_IsNone() =>
        Assert.Null(LocustTool.Parse("""{"requests": 1, "failures": 0, "p50Ms": 0, "p99Ms": 1}""").P50Ms);
}
