using System.Text.RegularExpressions;

namespace HotPath.EndToEnd.Tests.Micro;

public class SuiteCommandLineTests
{
    private const int Success = 0;
    private const int BenchmarkFailed = 1;
    private const int BadInput = 2;
    private const int OwnFault = 4;

    [Theory]
    [InlineData("--quick", "--help")]
    [InlineData("--launchCount", "--help")] // BenchmarkDotNet's own are in the same list
    [InlineData(" 0.", "--version")]
    [InlineData("BenchmarkDotNet v", "--info")]
    [InlineData("HotPath.Micro.Sse.", "--list", "flat")]
    [InlineData("HotPath.Micro.Sse.", "--filter", "*Sse*", "--list", "flat")]
    public void Invoke_AskedAboutItself_AnswersOnOutputAndRunsNothing(string answer, params string[] arguments)
    {
        MicroRun run = MicroRun.Of(arguments);

        Assert.Equal(Success, run.ExitCode);
        Assert.Contains(answer, run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("Option 'nonsense' is unknown", "--nonsense")]
    [InlineData("'Sse' belongs to no option; to choose benchmarks give --filter '*Sse*'", "Sse")]
    [InlineData("'*Chat*' belongs to no option; to choose benchmarks give --filter '*Chat*'", "--job", "dry", "*Chat*")]
    [InlineData("--filter '*Nonsense*' matches no benchmark", "--filter", "*Nonsense*", "*Sse*")]
    [InlineData("no benchmark has all that is asked for", "--anyCategories", "nonsense")]
    [InlineData("--quick is a job of its own and --job names 'short'", "--quick", "--job", "short")]
    [InlineData("--results is given without --record", "--results", "somewhere")]
    [InlineData("--quick is given with --record", "--quick", "--record")]
    [InlineData("--job is given with --record", "--record", "--job", "short")]
    [InlineData("--inProcess is given with --record", "--record", "--inProcess")]
    [InlineData("--join is given with --record", "--record", "--join")]
    [InlineData("--runtimes is given with --record", "--record", "--runtimes", "net10.0")]
    [InlineData("The provided base job \"nonsense\" is invalid", "--job", "nonsense")]
    [InlineData("The provided exporter \"nonsense\" is invalid", "--exporters", "nonsense")]
    public void Invoke_BadInput_NamesTheProblemAndRunsNothing(string problem, params string[] arguments)
    {
        MicroRun run = MicroRun.Of(arguments);

        Assert.Equal(BadInput, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was run." + Environment.NewLine, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Invoke_SeveralProblems_NamesThemAll()
    {
        MicroRun run = MicroRun.Of("Sse", "--quick", "--record", "--job", "short", "--exporters", "nonsense");

        Assert.Equal(BadInput, run.ExitCode);
        Assert.Contains("'Sse' belongs to no option", run.Error, StringComparison.Ordinal);
        Assert.Contains("--quick is a job of its own", run.Error, StringComparison.Ordinal);
        Assert.Contains("--quick is given with --record", run.Error, StringComparison.Ordinal);
        Assert.Contains("--job is given with --record", run.Error, StringComparison.Ordinal);
        Assert.Contains("The provided exporter", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_RecordingPartOfAClass_Refuses()
    {
        MicroRun run = MicroRun.Of("--record", "--filter", "*LatencyRecorderBenchmarks.ThreadWriter");

        Assert.Equal(BadInput, run.ExitCode);
        Assert.Matches(@"1 of the \d+ benchmarks of LatencyRecorderBenchmarks are selected; with --record it must be all", run.Error);
    }

#if DEBUG // in Release there is nothing to refuse
    [Fact]
    public void Invoke_BuildWithoutOptimization_Refuses()
    {
        MicroRun run = MicroRun.Of("--quick");

        Assert.Equal(BadInput, run.ExitCode);
        Assert.Contains("this build is not optimised, so its figures would mean nothing; run it with -c Release", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
#endif

    [Fact]
    public void Invoke_AllSound_RunsEachAndSucceeds()
    {
        using TemporaryFolder folder = new();

        MicroRun run = MicroRun.OfSamples(folder, "--filter", "*SoundBenchmarks*");

        Assert.Equal(Success, run.ExitCode);
        Assert.StartsWith("benchmarks: 4, classes: 1", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            [
                "1/4  SoundBenchmarks.NewArray [Length=1]: ran",
                "2/4  SoundBenchmarks.Nothing [Length=1]: ran",
                "3/4  SoundBenchmarks.NewArray [Length=1000]: ran",
                "4/4  SoundBenchmarks.Nothing [Length=1000]: ran",
            ],
            Regex.Matches(run.Output, @"\d/4 .*?(?=\r?\n)").Select(match => match.Value));
        Assert.DoesNotContain("micro:", run.Error, StringComparison.Ordinal); // BenchmarkDotNet itself remarks on a build below the temporary folder
    }

    [Fact]
    public void Invoke_BenchmarkThrows_RunsTheOthersNamesItAndFails()
    {
        using TemporaryFolder folder = new();

        MicroRun run = MicroRun.OfSamples(folder, "--filter", "*.ThrowingBenchmarks*", "*SoundBenchmarks*");

        Assert.Equal(BenchmarkFailed, run.ExitCode);
        Assert.Contains("ThrowingBenchmarks.Runs: ran", run.Output, StringComparison.Ordinal);
        Assert.Contains("ThrowingBenchmarks.Throws: failed", run.Output, StringComparison.Ordinal);
        Assert.Contains("SoundBenchmarks.Nothing [Length=1000]: ran", run.Output, StringComparison.Ordinal);
        Assert.Contains("micro: ThrowingBenchmarks.Throws failed", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("micro: ThrowingBenchmarks.Runs", run.Error, StringComparison.Ordinal);
        Assert.Contains("thrown by a benchmark", LogOf(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_SetupThrows_Fails()
    {
        using TemporaryFolder folder = new();

        MicroRun run = MicroRun.OfSamples(folder, "--filter", "*ThrowingSetupBenchmarks*");

        Assert.Equal(BenchmarkFailed, run.ExitCode);
        Assert.Contains("micro: ThrowingSetupBenchmarks.NeverReached failed", run.Error, StringComparison.Ordinal);
        Assert.Contains("thrown by a setup", LogOf(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_ClassThatCannotBeRun_IsNoVerdict()
    {
        using TemporaryFolder folder = new();

        MicroRun run = MicroRun.OfSamples(folder, "--filter", "*TwoBaselinesBenchmarks*", "*SoundBenchmarks*");

        Assert.Equal(OwnFault, run.ExitCode);
        Assert.Contains("Baseline", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(": ran", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_ExceptionOfItsOwn_IsNoVerdict()
    {
        using StringWriter error = new();
        StringWriter closed = new();
        closed.Dispose();

        int exitCode = HotPath.Micro.Suite.SuiteCommandLine.Invoke(typeof(SuiteCommandLineTests).Assembly, ["--help"], closed, error);

        Assert.Equal(OwnFault, exitCode);
        Assert.Contains("a fault of its own", error.ToString(), StringComparison.Ordinal);
    }

    private static string LogOf(TemporaryFolder folder) => File.ReadAllText(Directory.GetFiles(folder.NewPath("artifacts"), "*.log").Single());
}
