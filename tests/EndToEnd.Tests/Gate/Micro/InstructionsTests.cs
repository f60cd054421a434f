using HotPath.Analysis.Pages;
using HotPath.Gate.Machine;
using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Instructions;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

public sealed class InstructionsTests : IDisposable
{
    private const string Log =
        """
        ==7326== Cachegrind, a cache and branch-prediction profiler
        ==7326== Command: dotnet Micro.dll
        ==7326==
        ==7326== I   refs:      5,135,613,753

        """;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1_000.0, 1_000.0, null, null, Verdict.Same)]
    [InlineData(1_000.0, 1_009.0, null, null, Verdict.Same)] // within the tolerance
    [InlineData(1_000.0, 1_020.0, 1_000.0, 1_020.0, Verdict.Regressed)]
    [InlineData(1_000.0, 1_020.0, 1_000.0, 1_005.0, Verdict.Flaky)]
    [InlineData(1_000.0, 1_020.0, null, null, Verdict.Inconclusive)] // not counted again
    [InlineData(1_000.0, 980.0, null, null, Verdict.Improved)]
    [InlineData(null, 1_000.0, null, null, Verdict.Inconclusive)]
    [InlineData(1_000.0, null, null, null, Verdict.Inconclusive)]
    public void Judge_TimesAlike_SaysWhatTheCountsSay(double? @base, double? head, double? baseAgain, double? headAgain, object expected)
    {
        LaunchFigure[] launches = SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1));
        InstructionCount[] counts = [.. SampleCounts.Of(@base, head), .. baseAgain is null ? [] : SampleCounts.Of(baseAgain, headAgain, stage: 2)];

        BenchmarkVerdict verdict = VerdictRules.Judge(SampleLaunches.Benchmark, launches, isAtBase: true, isAtHead: true, MicroOptions.DefaultThreshold, counts);

        Assert.Equal(expected, verdict.Verdict);
        Assert.Equal(expected is Verdict.Same, verdict.Reason.Length == 0);
    }

    [Fact]
    public void Judge_MoreInstructionsTwice_SaysHowMany()
    {
        LaunchFigure[] launches = SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1));

        BenchmarkVerdict verdict = VerdictRules.Judge(
            SampleLaunches.Benchmark, launches, true, true, MicroOptions.DefaultThreshold, [.. SampleCounts.Of(1_000, 1_100), .. SampleCounts.Of(1_000, 1_101, stage: 2)]);

        Assert.Equal("+10.0 % instructions, 1,100 an operation instead of 1,000, and +10.1 % when they were counted again", verdict.Reason);
        ReportTable table = VerdictTables.Of([verdict]);
        Assert.Equal("1,000 to 1,100, +10.0 % (regressed)", Assert.Single(table.Rows)[^1]);
        Assert.Equal(">instructions", table.Head[^1]);
    }

    [Fact]
    public void Judge_NeitherCountedNorSaidWhy_IsNoPass()
    {
        LaunchFigure[] launches = SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1));

        BenchmarkVerdict none = VerdictRules.Judge(SampleLaunches.Benchmark, launches, true, true, MicroOptions.DefaultThreshold, counts: []);
        BenchmarkVerdict failed = VerdictRules.Judge(SampleLaunches.Benchmark, launches, true, true, MicroOptions.DefaultThreshold, SampleCounts.Of(1_000, null));
        BenchmarkVerdict byHand = VerdictRules.Judge(SampleLaunches.Benchmark, launches, true, true, MicroOptions.DefaultThreshold, SampleCounts.Of(1_000, double.NaN));

        Assert.Equal(Verdict.Inconclusive, none.Verdict);
        Assert.Contains($"head: {SampleCounts.Problem}", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Inconclusive, byHand.Verdict);
    }

    [Fact]
    public void Reading_Counted_SaysWhatTheColumnIs()
    {
        GateReport without = SampleReport.Whole();

        Assert.DoesNotContain("`instructions`", GateMarkdown.Text(without), StringComparison.Ordinal);
        Assert.Contains("more than +1.0 % is a difference", GateMarkdown.Text(without with { InstructionCounts = [] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000)] // ns
    [InlineData(50e6)]
    [InlineData(5e9)] // longer than all that is measured otherwise
    public void CountSize_AnyTime_MeasuresAsLongAndAtLeastOneCallMore(double nanoseconds)
    {
        int first = CountSize.First(nanoseconds);
        int second = CountSize.Second(nanoseconds, operationsACall: 1);

        Assert.InRange(first, 1, 16);
        Assert.True(second > first);
        Assert.InRange((second - first) * nanoseconds, 50e6 * 0.99, Math.Max(50e6, nanoseconds) * 1.01);
        Assert.InRange(CountSize.Second(nanoseconds, operationsACall: 1_000), first + 1, second);
    }

    [Fact]
    public void InstructionsIn_Log_IsTheTotal()
    {
        Assert.Equal(5_135_613_753, Valgrind.InstructionsIn(Log));
        Assert.Null(Valgrind.InstructionsIn(Log[..Log.IndexOf("I   refs", StringComparison.Ordinal)]));
        Assert.Null(Valgrind.InstructionsIn(""));
    }

    [Fact]
    public async Task Micro_WithoutValgrind_IsBadInputBeforeAnythingStarts()
    {
        string results = _folder.NewPath("results");
        Launch launch = InterruptibleGate.LaunchOf("micro", "--base", "absent", "--project", SourceFolder.Root, "--instructions", "--out", results);
        await using ChildProcess gate = ChildProcess.Start(launch with { Environment = new Dictionary<string, string> { ["PATH"] = _folder.FullName } }, pin: null);

        ProcessEnd end = await gate.EndAsync(Cancelled);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("there is none on the path; install it", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("absent", end.Error, StringComparison.Ordinal); // git was not even asked
        Assert.False(Directory.Exists(results));
    }

    /// <summary>The runtime under a real valgrind, of whatever version is installed.</summary>
    [Fact]
    public async Task Over_SameProgramTwice_CountsTheSame()
    {
        Assert.SkipWhen(Executables.Find("valgrind") is null, "valgrind is not installed.");
        Valgrind valgrind = Valgrind.Find();

        long[] counts = [await CountAsync("a.log"), await CountAsync("b.log")];

        Assert.InRange((double)counts.Max() / counts.Min(), 1, InstructionComparison.Tolerance);

        async Task<long> CountAsync(string file)
        {
            string log = _folder.NewPath(file);
            await using ChildProcess process = ChildProcess.Start(valgrind.Over(InterruptibleGate.LaunchOf("--version"), log), pin: null);
            ProcessEnd end = await process.EndAsync(Cancelled);
            Assert.True(end.ExitCode == 0, end.Said);
            return Valgrind.InstructionsIn(await File.ReadAllTextAsync(log, Cancelled))!.Value;
        }
    }
}
