using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

public sealed class GeneratorAuditTests
{
    [Fact]
    public void Findings_SoundRun_AreNone() => Assert.Empty(GeneratorAudit.Findings(Runs.Sound, GeneratorTroubles.None));

    [Fact]
    public void Findings_ClosedLoopWithoutFigures_AreNone()
    {
        Assert.Empty(GeneratorAudit.Findings(Runs.Sound with { Latency = new(), Generator = null }, GeneratorTroubles.None));
    }

    [Theory]
    [InlineData(50, 0)]
    [InlineData(50.1, 1)]
    public void Findings_ScheduleLag_IsFoundAboveTheLimit(double p99, int count)
    {
        RunResult run = Runs.Sound with { Latency = new LatencyFigures { ScheduleLag = new LatencySummary { Count = 9, P99 = p99 } } };

        IReadOnlyList<string> findings = GeneratorAudit.Findings(run, GeneratorTroubles.None);

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.StartsWith("Requests started late: scheduleLag.p99 is 50.1 ms, the limit is 50 ms.", finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(50, 1_000, 0)]
    [InlineData(50.1, 1_000, 1)]
    [InlineData(50.1, 999, 0)]
    public void Findings_ReceiveLag_IsFoundAboveTheLimitOfEnoughHeads(double p99, long heads, int count)
    {
        RunResult run = Runs.Sound with { Latency = new LatencyFigures { ReceiveLag = new LatencySummary { Count = heads, P99 = p99 } } };

        IReadOnlyList<string> findings = GeneratorAudit.Findings(run, GeneratorTroubles.None);

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.StartsWith("Answers were read late: receiveLag.p99 is 50.1 ms, the limit is 50 ms", finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(179.9, 0)]
    [InlineData(180, 1)]
    public void Findings_Cpu_IsHeldAgainstAllProcessors(double percentOfOne, int count)
    {
        RunResult run = Runs.Sound with { Generator = new ProcessFigures { CpuPercent = percentOfOne } };

        IReadOnlyList<string> findings = GeneratorAudit.Findings(run, GeneratorTroubles.None);

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.StartsWith("The generator used 90 % of all 2 processors; it must stay below 90 %.", finding, StringComparison.Ordinal));
    }

    [Fact]
    public void Findings_Troubles_AreEachNamedTheWeightiestFirst()
    {
        GeneratorTroubles troubles = new()
        {
            StrayExceptions = ["A: a\nb", "B: b", "C: c", "D: d", "E: e"],
            OutOfFileDescriptors = 12,
            OutOfSockets = 3_456,
        };

        IReadOnlyList<string> findings = GeneratorAudit.Findings(Runs.Sound, troubles);

        Assert.Equal(6, findings.Count);
        Assert.StartsWith("The generator itself failed: A: a\\u000ab; ", findings[0], StringComparison.Ordinal);
        Assert.Equal("The generator itself failed 2 more times; see the log.", findings[3]);
        Assert.StartsWith("The generator was out of file descriptors 12 times; ", findings[4], StringComparison.Ordinal);
        Assert.StartsWith("The generator was out of sockets or local ports 3,456 times; ", findings[5], StringComparison.Ordinal);
    }
}
