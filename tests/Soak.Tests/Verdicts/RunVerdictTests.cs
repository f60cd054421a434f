using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

public sealed class RunVerdictTests
{
    private const string Kept = "ttft.p99 <= 800ms";
    private const string Broken = "ttft.p99 < 800ms";
    private const string GeneratorBound = "generator was late";

    private static readonly IntegrityFigures Altered = new() { Altered = 2, GatewayAgrees = true };

    /// <summary>Generator bound, content altered, threshold broken, killed: every combination, and what each comes to.</summary>
    [Theory]
    [InlineData(false, false, false, false, "pass", 0)]
    [InlineData(false, false, false, true, "void", 3)]
    [InlineData(false, false, true, false, "fail", 1)]
    [InlineData(false, false, true, true, "fail", 1)]
    [InlineData(false, true, false, false, "fail", 1)]
    [InlineData(false, true, false, true, "fail", 1)]
    [InlineData(false, true, true, false, "fail", 1)]
    [InlineData(false, true, true, true, "fail", 1)]
    [InlineData(true, false, false, false, "void", 3)]
    [InlineData(true, false, false, true, "void", 3)]
    [InlineData(true, false, true, false, "void", 3)]
    [InlineData(true, false, true, true, "void", 3)]
    [InlineData(true, true, false, false, "void", 3)]
    [InlineData(true, true, false, true, "void", 3)]
    [InlineData(true, true, true, false, "void", 3)]
    [InlineData(true, true, true, true, "void", 3)]
    public void Judge_EachCombination_FollowsThePrecedence(
        bool generatorBound, bool altered, bool broken, bool killed, string verdict, int exitCode)
    {
        RunResult run = Runs.Sound with { Complete = !killed, Integrity = altered ? Altered : Runs.Sound.Integrity };

        RunJudgement judgement = Judge(run, [broken ? Broken : Kept], generatorBound ? [GeneratorBound] : []);

        Assert.Equal((verdict, exitCode), (judgement.Verdict, judgement.ExitCode));
        Assert.Equal(verdict == "pass", judgement.Reasons.Count == 0);
    }

    [Fact]
    public void Judge_SeveralReasons_TheWeightiestComesFirst()
    {
        RunJudgement judgement = Judge(Runs.Sound with { Integrity = Altered }, [Kept, Broken, "itl.p99 < 1s"], [GeneratorBound]);

        Assert.Equal(
            [
                GeneratorBound,
                "Content came other than it was sent: 0 words lost, 0 repeated, 0 reordered, 2 altered; none may be. Look at what stands between gateway and client.",
                "ttft.p99 < 800ms failed: measured 800ms.",
                "itl.p99 < 1s failed: nothing was measured, and a limit on nothing is not kept.",
            ],
            judgement.Reasons);
        Assert.Equal([true, false, false], judgement.Thresholds.Select(result => result.Passed));
    }

    [Theory]
    [InlineData("embedded", false, "fail")]
    [InlineData("embedded", true, "pass")]
    [InlineData("embedded", null, "fail")]
    [InlineData("target", false, "pass")] // what stands between may rightly answer by itself
    [InlineData("distributed", false, "pass")]
    public void Judge_GatewayDisagrees_FailsOnlyWithNothingBetween(string topology, bool? agrees, string verdict)
    {
        RunResult run = Runs.Sound with { Topology = topology, Integrity = new IntegrityFigures { GatewayAgrees = agrees } };

        Assert.Equal(verdict, Judge(run, [Kept], []).Verdict);
    }

    [Fact]
    public void Judge_AnyWrongWord_Fails()
    {
        foreach (IntegrityFigures wrong in (IntegrityFigures[])[new() { Lost = 1 }, new() { Repeated = 1 }, new() { Reordered = 1 }, new() { Altered = 1 }])
        {
            Assert.Equal("fail", Judge(Runs.Sound with { Topology = "target", Integrity = wrong }, [Kept], []).Verdict);
        }
    }

    [Fact]
    public void Judge_NothingFinished_FailsWithoutAnyThreshold()
    {
        RunJudgement judgement = Judge(Runs.Sound with { Requests = new RequestFigures { Scheduled = 50, Started = 40 } }, [], []);

        Assert.Equal(1, judgement.ExitCode);
        Assert.StartsWith("Nothing finished: 50 requests were due and 40 started; ", Assert.Single(judgement.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, 20, "fail")]
    [InlineData(30, 19, "pass")]
    public void Judge_TargetThatNeverAnswered_Fails(long connectionErrors, long timeouts, string verdict)
    {
        RunResult run = Runs.Sound with
        {
            Requests = new RequestFigures
            {
                Scheduled = 50,
                Started = 50,
                Finished = 50,
                ByOutcome = new Dictionary<string, long> { ["connectionError"] = connectionErrors, ["timeout"] = timeouts },
            },
        };

        Assert.Equal(verdict, Judge(run, ["corrupt == 0"], []).Verdict);
    }

    [Theory]
    [InlineData("certificateUntrusted", "Name a PEM file with the CA that the certificate comes from in target.tls.ca, or let target.tls.verify be false, which takes any.")]
    [InlineData("protocolMismatch", "It must speak TLS, in a version that target.tls.version allows; the address of one that does not begins with http://.")]
    [InlineData("peerClosed", "Check that TLS is spoken at its port.")]
    public void Judge_NoHandshakeSucceeded_NamesTheCauseAndWhatToDo(string cause, string remedy)
    {
        RunResult run = Runs.Sound with
        {
            Requests = new RequestFigures { Scheduled = 10, Started = 10, Finished = 10, ByOutcome = new Dictionary<string, long> { ["connectionError"] = 10 } },
            Tls = new TlsFigures { Failed = 10, Failures = new Dictionary<string, long> { [cause] = 10 } },
        };

        Assert.Equal(
            $"The target never answered: all 10 requests ended without a connection, in a timeout, or were given up. It was reached, and no TLS handshake succeeded: {cause} 10 times. {remedy}",
            Assert.Single(Judge(run, [], []).Reasons));
        Assert.EndsWith("Check its address and that it runs.", Assert.Single(Judge(run with { Tls = run.Tls with { Full = 1 } }, [], []).Reasons), StringComparison.Ordinal);
    }

    /// <summary>Clients that give up on purpose may do so before any answer: only what the run's end cut off says that none came.</summary>
    [Theory]
    [InlineData(0, "fail")]
    [InlineData(49, "pass")]
    [InlineData(50, "pass")]
    public void Judge_EveryRequestCancelled_FailsWhereNoneWasGivenUpOnPurpose(long givenUp, string verdict)
    {
        RequestFigures requests = new() { Scheduled = 50, Started = 50, Finished = 50, GivenUp = givenUp, ByOutcome = new Dictionary<string, long> { ["cancelled"] = 50 } };

        Assert.Equal(verdict, Judge(Runs.Sound with { Requests = requests }, ["corrupt == 0"], []).Verdict);
    }

    [Fact]
    public void Judge_StoppedEarly_IsJudgedByWhatRan()
    {
        Assert.Equal("pass", Judge(Runs.Sound with { StoppedEarly = true }, [Kept], []).Verdict);
        Assert.Equal("fail", Judge(Runs.Sound with { StoppedEarly = true }, [Broken], []).Verdict);
    }

    private static RunJudgement Judge(RunResult run, string[] thresholds, string[] findings) =>
        RunVerdict.Judge(run, [.. thresholds.Select(threshold => ThresholdParser.Parse(threshold, []).Threshold!)], findings);
}
