using System.CommandLine;
using HotPath.Gate;

namespace HotPath.EndToEnd.Tests.Gate;

public class GateCommandLineTests
{
    private const int Success = 0;
    private const int BadInput = 2;
    private const int ToolFailed = 4;

    [Theory]
    [InlineData("--help")]
    [InlineData("micro", "--help")]
    [InlineData("soak", "-h")]
    [InlineData("calibrate", "--help")]
    [InlineData("resample", "--help")]
    [InlineData("history", "--help")]
    [InlineData("history", "add", "--help")]
    [InlineData("history", "show", "--help")]
    [InlineData("peers", "--help")]
    [InlineData("--version")]
    public void Invoke_AskedAboutItself_AnswersOnOutputAndSucceeds(params string[] arguments)
    {
        GateRun run = GateRun.Of(arguments);

        Assert.Equal(Success, run.ExitCode);
        Assert.NotEmpty(run.Output);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("Required command was not provided")]
    [InlineData("'--nonsense' is no option of 'hotpath-gate calibrate'.", "calibrate", "--nonsense")]
    [InlineData("'more' is a word too many for 'hotpath-gate micro'", "micro", "--base", "a", "more")]
    [InlineData("Required command was not provided", "history")]
    [InlineData("Option '--base' is required", "micro")]
    [InlineData("'--base' expects a single argument", "micro", "--base", "a", "--base", "b", "--head", "c")]
    [InlineData("--base is empty", "micro", "--base", "")]
    [InlineData("--base is '-x', which git would take for an option", "micro", "--base=-x")]
    [InlineData("--head is 'a b'; a commit's name has no white space", "micro", "--base", "c", "--head", "a b")]
    [InlineData("--head is 'a..b', a range", "micro", "--base", "c", "--head", "a..b")]
    [InlineData("--base and --head are both 'HEAD'", "micro", "--base", "HEAD", "--head", "HEAD")]
    [InlineData("--project is 'absent', and there is no such folder", "micro", "--base", "a", "--project", "absent")]
    [InlineData("--launches is '4'; it must be a whole number from 5 to 99", "micro", "--base", "a", "--launches", "4")]
    [InlineData("--launches is 'x'", "micro", "--base", "a", "--launches", "x")]
    [InlineData("--seed is '-1'", "micro", "--base", "a", "--seed=-1")]
    [InlineData("--filter is '-x', which BenchmarkDotNet would take for an option", "micro", "--base", "a", "--filter=-x")]
    [InlineData("--base is given with --resume", "micro", "--base", "a", "--resume", "b")]
    [InlineData("--resume is 'absent', which has no plan.json", "micro", "--resume", "absent")]
    [InlineData("--base is '@~99999', which is no commit", "micro", "--base", "@~99999", "--project", ".")] // @ is short for HEAD, not the start of a response file
    [InlineData("--filter is empty", "micro", "--base", "a", "--filter", "")]
    [InlineData("--out is empty", "micro", "--base", "a", "--out", "")]
    [InlineData("--run is empty", "soak", "--run", "", "--base", "a", "--head", "b")]
    [InlineData("--run is 'absent.json', and there is no such file", "soak", "--run", "absent.json", "--base", "a", "--head", "b")]
    [InlineData("--base has 2 values; with --run it must be one commit", "soak", "--run", "x", "--base", "a", "c", "--head", "b")]
    [InlineData("'a' is given as --base and as --head", "soak", "--run", "x", "--base", "a", "--head", "a")]
    [InlineData("--pairs is '2'; it must be a whole number from 3 to 50", "soak", "--run", "x", "--base", "a", "--head", "b", "--pairs", "2")]
    [InlineData("--duration is given without --run", "soak", "--base", "a", "--head", "b", "--duration", "1m")]
    [InlineData("--duration is '2m10s'; it must be a number with its unit", "soak", "--run", "x", "--base", "a", "--head", "b", "--duration", "2m10s")]
    [InlineData("--duration is '0s'; it must be above 0s", "soak", "--run", "x", "--base", "a", "--head", "b", "--duration", "0s")]
    [InlineData("--launches is '9'; it must be a whole number from 10 to 99", "calibrate", "--launches", "9")]
    [InlineData("--revision is 'a..b', a range", "calibrate", "--revision", "a..b")]
    [InlineData("--revision is given with --resume", "calibrate", "--resume", "a", "--revision", "b")]
    [InlineData("--from is given with --resume", "calibrate", "--resume", "a", "--from", "b")]
    [InlineData("--out is given with --from", "calibrate", "--from", "a", "--out", "absent")]
    [InlineData("--calibration is empty", "calibrate", "--calibration", "")]
    [InlineData("--resume is 'absent', which has no plan.json", "calibrate", "--resume", "absent")]
    [InlineData("'absent' has no plan.json", "calibrate", "--from", "absent")]
    [InlineData("Required argument missing for command: 'resample'", "resample")]
    [InlineData("'absent' has no plan.json", "resample", "absent")]
    [InlineData("--gates is '99'; it must be a whole number from 100 to 1000000", "resample", "a", "--gates", "99")]
    [InlineData("--launches is '4'; it must be a whole number from 5 to 99", "resample", "a", "--launches", "4")]
    [InlineData("--seed is '1.5'", "resample", "a", "--seed", "1.5")]
    [InlineData("Required argument missing for command: 'add'", "history", "add")]
    [InlineData("'absent' is no folder", "history", "add", "absent")]
    public void Invoke_BadInput_NamesTheProblem(string problem, params string[] arguments)
    {
        GateRun run = GateRun.Of(arguments);

        Assert.Equal(BadInput, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("'frobnicate' is no command of 'hotpath-gate'; there are micro, soak, calibrate, resample, history, peers.", "frobnicate")]
    [InlineData("'shwo' is no command of 'hotpath-gate history'; did you mean show?", "history", "shwo", "here")]
    public void Invoke_UnknownCommand_IsToldAlone(string problem, params string[] arguments)
    {
        GateRun run = GateRun.Of(arguments);

        Assert.Equal(BadInput, run.ExitCode);
        Assert.Equal($"hotpath-gate: {problem}", run.Error.Split(Environment.NewLine)[0]);
        Assert.Equal(3, run.Error.Split(Environment.NewLine).Length); // with the line about the help, and its end
    }

    /// <summary>What takes a list would take an option that is not known as well, and say that there is no such folder.</summary>
    [Theory]
    [InlineData("'--gats' is no option of 'hotpath-gate resample'; did you mean --gates?", "resample", "results", "--gats", "5")]
    [InlineData("'--histroy' is no option of 'hotpath-gate history add'; did you mean --history?", "history", "add", "--histroy", "here")]
    [InlineData("'--ot' is no option of 'hotpath-gate soak'; did you mean --out?", "soak", "--run", "baseline", "--base", "a", "--head", "b", "--ot", "here")]
    [InlineData("'--rond' is no option of 'hotpath-gate peers'; did you mean --rounds?", "peers", "--tool", "hotpath", "--rond", "5")]
    public void Invoke_UnknownOptionBehindAList_IsNoneOfTheList(string problem, params string[] arguments)
    {
        GateRun run = GateRun.Of(arguments);

        string[] lines = run.Error.Split(Environment.NewLine);
        Assert.Equal(BadInput, run.ExitCode);
        Assert.Equal($"hotpath-gate: {problem}", lines[0]);
        Assert.DoesNotContain(lines[1..], line => arguments[^2..].Any(word => line.Contains($"'{word}'", StringComparison.Ordinal)));
    }

    [Fact]
    public void Help_NumberThatIsDrawnUnlessSaid_NamesNoOtherDefault()
    {
        GateRun run = GateRun.Of("micro", "--help");

        string seed = Assert.Single(run.Output.Split('\n'), line => line.Contains("--seed", StringComparison.Ordinal));
        Assert.DoesNotContain("default: 0", run.Output, StringComparison.Ordinal);
        Assert.Contains("[default: another one each time]", seed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--base")]
    [InlineData("--head")]
    public void Help_SidesOfSoak_AreFoldersOrCommits(string side)
    {
        GateRun run = GateRun.Of("soak", "--help");

        string line = Assert.Single(run.Output.Split('\n'), line => line.TrimStart().StartsWith(side, StringComparison.Ordinal));
        Assert.Contains("<DIR...|REV>", line, StringComparison.Ordinal);
        Assert.Contains("with --run a commit", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_SeveralProblems_NamesThemAllAndTheHelp()
    {
        GateRun run = GateRun.Of("micro", "--base", "a..b", "--head", "-x y", "--filter", " ", "--nonsense");

        Assert.Equal(BadInput, run.ExitCode);
        Assert.Contains("--base is 'a..b'", run.Error, StringComparison.Ordinal);
        Assert.Contains("--head is '-x y'", run.Error, StringComparison.Ordinal);
        Assert.Contains("--filter is empty", run.Error, StringComparison.Ordinal);
        Assert.Contains("'--nonsense'", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("'hotpath-gate micro --help' shows what it takes." + Environment.NewLine, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_SoakWithUnusableFolders_NamesEachOnce()
    {
        using TemporaryFolder folder = new();
        string good = folder.AddFolderWith("good", "run.json");
        string bare = folder.AddFolderWith("bare", "notes.txt");
        string absent = Path.Combine(folder.FullName, "absent");

        GateRun run = GateRun.Of("soak", "--base", good, good, bare, "--head", absent, "--out", bare);

        Assert.Equal(BadInput, run.ExitCode);
        Assert.Equal(
            [
                $"hotpath-gate: --base '{bare}' has no run.json; give the result folders of soak runs.",
                $"hotpath-gate: --base '{good}' is given more than once; a run counts once.",
                $"hotpath-gate: --head '{absent}' is no folder; give the result folders of soak runs, or --run SCENARIO to compare commits.",
                $"hotpath-gate: --out is '{bare}', which holds files; it must be absent or empty, so that two comparisons never mix.",
                "'hotpath-gate soak --help' shows what it takes.",
            ],
            run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Invoke_ExceptionOfItsOwn_IsNotAVerdict()
    {
        using StringWriter error = new();
        StringWriter closed = new();
        closed.Dispose();

        int exitCode = GateCommandLine.Invoke(["--help"], closed, error);

        Assert.Equal(ToolFailed, exitCode);
        Assert.Contains("this tool itself failed", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Commands_AreThoseOfTheContract()
    {
        RootCommand root = GateCommandLine.Build();

        Assert.Equal(["micro", "soak", "calibrate", "resample", "history", "peers"], root.Subcommands.Select(command => command.Name));
        Assert.Equal(["add", "show"], root.Subcommands.Single(command => command.Name == "history").Subcommands.Select(command => command.Name));
        Assert.All(root.Subcommands, command => Assert.False(string.IsNullOrEmpty(command.Description)));
    }
}
