using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

public sealed class LimitAuditTests
{
    private static readonly ConnectionFigures Far = new() { OpenPeak = 100, SocketsAllowed = 20_000, OpenFilesLimit = 20_100, Ports = 28_232, PortsLeft = 28_000, Max = 1_000 };

    [Fact]
    public void Cautions_FarFromEveryLimit_AreNone() => Assert.Empty(LimitAudit.Cautions(Far));

    [Fact]
    public void Cautions_SystemThatTellsNothing_AreNone() => Assert.Empty(LimitAudit.Cautions(new ConnectionFigures { OpenPeak = 1_000_000, WaitingPeak = 5 }));

    [Theory]
    [InlineData(15_999, false)]
    [InlineData(16_000, true)] // four fifths
    [InlineData(20_000, true)]
    public void Cautions_Sockets_AreSaidWellBeforeTheLast(long open, bool isSaid) =>
        AssertSaid(Far with { OpenPeak = open, Max = null }, isSaid, NearLimit.OpenFiles, $"{open:N0} connections were open at once, and the limit of open files leaves room for 20,000");

    [Theory]
    [InlineData(5_647, false)]
    [InlineData(5_646, true)]
    [InlineData(0, true)]
    public void Cautions_Ports_AreSaidWellBeforeTheLast(long left, bool isSaid) =>
        AssertSaid(Far with { PortsLeft = left, TimeWaitPeak = 22_000 }, isSaid, NearLimit.Ports, $"{left:N0} of 28,232 local ports were left towards the target, 22,000 taken by closed connections");

    [Theory]
    [InlineData(799, false)]
    [InlineData(800, true)]
    public void Cautions_ConnectionsAllowed_AreSaidBeforeAnyoneWaits(long open, bool isSaid) =>
        AssertSaid(Far with { OpenPeak = open }, isSaid, NearLimit.Connections, "target.connections.max is 1,000: beyond it requests wait");

    [Fact]
    public void Cautions_RequestsWaited_SaysHowMany() =>
        AssertSaid(Far with { OpenPeak = 1_000, WaitingPeak = 37 }, isSaid: true, NearLimit.Connections, "All of target.connections.max, 1,000, were in use and 37 requests waited");

    private static void AssertSaid(ConnectionFigures connections, bool isSaid, NearLimit limit, string text)
    {
        IReadOnlyList<LimitCaution> cautions = LimitAudit.Cautions(connections);

        if (!isSaid)
        {
            Assert.Empty(cautions);
            return;
        }

        LimitCaution caution = Assert.Single(cautions);
        Assert.Equal(limit, caution.Limit);
        Assert.Contains(text, caution.Text, StringComparison.Ordinal);
    }
}
