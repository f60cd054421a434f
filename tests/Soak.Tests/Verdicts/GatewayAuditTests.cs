using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

public sealed class GatewayAuditTests
{
    [Fact]
    public void Findings_NoSimulatedGateway_AreNone()
    {
        Assert.Empty(GatewayAudit.Findings(Runs.Sound));
        Assert.Empty(GatewayAudit.Findings(Runs.Sound with { Gateway = new GatewayFigures { CpuPercent = 400 } }));
    }

    [Theory]
    [InlineData(50, 0)]
    [InlineData(50.1, 1)]
    public void Findings_Late_IsFoundAboveTheLimit(double p99, int count)
    {
        IReadOnlyList<string> findings = FindingsOf(new PacingFigures { Late = new LatencySummary { Count = 9, P99 = p99 } });

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.StartsWith("The simulated gateway was late: gateway.pacing.late.p99 is 50.1 ms, the limit is 50 ms. ", finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(0.0125, 1)]
    public void Findings_Coalesced_IsFoundAboveTheLimit(double share, int count)
    {
        IReadOnlyList<string> findings = FindingsOf(new PacingFigures { Coalesced = 1_250, CoalescedShare = share });

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.StartsWith("The simulated gateway wrote 1,250 tokens together with the one before, 1.25", finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(50, 0)]
    [InlineData(51, 1)]
    public void Findings_PoolDelay_IsFoundAboveTheLimit(double p99, int count)
    {
        Assert.Equal(count, FindingsOf(new PacingFigures { PoolDelay = new LatencySummary { Count = 9, P99 = p99 } }).Count);
    }

    /// <summary>A client that does not read is not the gateway's limit.</summary>
    [Fact]
    public void Findings_Held_AreNone() => Assert.Empty(FindingsOf(new PacingFigures { Held = 1_000_000 }));

    [Fact]
    public void Judge_GatewayThatWasLate_IsVoidThoughALimitIsBroken()
    {
        RunResult run = Runs.Sound with { Gateway = new GatewayFigures { Pacing = new PacingFigures { CoalescedShare = 0.5 } } };
        Threshold broken = ThresholdParser.Parse("ttft.p99 < 1ms", []).Threshold!;

        RunJudgement judgement = RunVerdict.Judge(run, [broken], GatewayAudit.Findings(run));

        Assert.Equal(("void", 3), (judgement.Verdict, judgement.ExitCode));
        Assert.StartsWith("The simulated gateway wrote", judgement.Reasons[0], StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> FindingsOf(PacingFigures pacing) =>
        GatewayAudit.Findings(Runs.Sound with { Gateway = new GatewayFigures { Pacing = pacing } });
}
