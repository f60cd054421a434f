using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Machine;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

/// <summary>
/// The gate over somebody else's benchmarks, for real: git, builds, processes. The launches are too short for times to mean anything, and tests share the
/// machine, so that only allocation, which is exact, is judged here.
/// </summary>
public class MicroComparisonTests
{
    private const string Buffer16 = "Buffers.NewArray(Length: 16)";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Micro_MoreAllocationInTheWorkingTree_IsFoundAndTheTreeIsLeftAlone()
    {
        using BenchmarkRepository repository = await BenchmarkRepository.CreateAsync(Cancelled);
        repository.Edit("Buffers.cs", "new byte[Length]", "new byte[Length + More.Bytes]");
        File.WriteAllText(Path.Combine(repository.Project, "More.cs"), "internal static class More { public const int Bytes = 1; }"); // not even added
        string before = await repository.GitAsync(Cancelled, "status", "--porcelain");
        string folder = repository.NewPath("results");

        GateRun run = GateRun.Of("micro", "--base", "HEAD", "--project", repository.Project, "--filter", "*Buffers*16)", "*Throws*", "--quick", "--out", folder);

        GateReport report = GateFormat.Read(await File.ReadAllTextAsync(Path.Combine(folder, GateOutputs.JsonFile), Cancelled), folder);
        Assert.True(run.ExitCode == 1, run.Output + run.Error);
        BenchmarkVerdict regressed = Assert.Single(report.With(Verdict.Regressed));
        Assert.Equal(Buffer16, regressed.Name);
        Assert.Contains("allocates 48 B an operation instead of 40 B", regressed.Reason, StringComparison.Ordinal); // objects grow by eight bytes
        BenchmarkVerdict throwing = Assert.Single(report.With(Verdict.Inconclusive));
        Assert.Contains("0 launches of base and 0 of head gave a time", throwing.Reason, StringComparison.Ordinal);
        Assert.Equal(20, report.Launches.Count(launch => launch.Stage == 1));
        Assert.Contains(Buffer16, await File.ReadAllTextAsync(Path.Combine(folder, GateOutputs.MarkdownFile), Cancelled), StringComparison.Ordinal);
        Assert.Contains("FAIL: 1 regressed, 1 inconclusive", run.Output, StringComparison.Ordinal);

        Directory.Delete(folder, recursive: true);
        Assert.Equal(before, await repository.GitAsync(Cancelled, "status", "--porcelain"));
        Assert.Single((await repository.GitAsync(Cancelled, "worktree", "list")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Micro_Interrupted_StopsAllAndResumesWithTheLaunchesThatAreThere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT to send to another process on Windows.");
        using BenchmarkRepository repository = await BenchmarkRepository.CreateAsync(Cancelled);
        await repository.GitAsync(Cancelled, "commit", "-q", "--allow-empty", "-m", "Second");
        string folder = repository.NewPath("results");
        string launches = Path.Combine(folder, ComparisonFolder.LaunchFile);

        await using (InterruptibleGate gate = InterruptibleGate.Start(
            "micro", "--base", "HEAD~1", "--head", "HEAD", "--project", repository.Project, "--filter", "*Buffers*16)", "--quick", "--out", folder))
        {
            while (!File.Exists(launches) || (await File.ReadAllLinesAsync(launches, Cancelled)).Length < 2) await Task.Delay(20, Cancelled);
            (int exitCode, string error) = await gate.InterruptAsync(Cancelled);
            Assert.Equal(3, exitCode);
            Assert.Contains("--resume", error, StringComparison.Ordinal);
        }

        string[] made = await File.ReadAllLinesAsync(launches, Cancelled);
        Assert.InRange(made.Length, 2, 9);
        Assert.Single((await repository.GitAsync(Cancelled, "worktree", "list")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(File.Exists(Path.Combine(folder, GateOutputs.JsonFile)));

        await using ChildProcess resumed = ChildProcess.Start(InterruptibleGate.LaunchOf("micro", "--resume", folder) with { Folder = repository.Project }, pin: null);
        ProcessEnd end = await resumed.EndAsync(Cancelled);

        Assert.True(end.ExitCode is 0 or 1 or 3, end.Said); // by its times, which say nothing here
        GateReport report = GateFormat.Read(await File.ReadAllTextAsync(Path.Combine(folder, GateOutputs.JsonFile), Cancelled), folder);
        Assert.Equal(made, (await File.ReadAllLinesAsync(launches, Cancelled))[..made.Length]);
        Assert.Equal(10, report.Launches.Count(launch => launch.Stage == 1));
        Assert.Contains("base and head are the same sources", string.Join(' ', report.Remarks), StringComparison.Ordinal);
        Assert.Equal(AllocationVerdict.Same, Assert.Single(report.Benchmarks).Allocation!.Verdict);
    }

    [Fact]
    public async Task Micro_SideThatDoesNotBuild_IsBadInputWithTheCompilersFirstLines()
    {
        using BenchmarkRepository repository = await BenchmarkRepository.CreateAsync(Cancelled);
        repository.Edit("Buffers.cs", "new byte[Length]", "new byte[Longth]");

        GateRun run = GateRun.Of("micro", "--base", "HEAD", "--project", repository.Project, "--out", repository.NewPath("results"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--head: working tree", run.Error, StringComparison.Ordinal);
        Assert.Contains("does not build", run.Error, StringComparison.Ordinal);
        Assert.Contains("OtherBenchmarks/Buffers.cs(", run.Error, StringComparison.Ordinal);
        Assert.Contains("error CS0103: The name 'Longth'", run.Error, StringComparison.Ordinal);
        Assert.Single((await repository.GitAsync(Cancelled, "worktree", "list")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Micro_NothingToCompare_IsNeverAPass()
    {
        using BenchmarkRepository repository = await BenchmarkRepository.CreateAsync(Cancelled);
        repository.Edit("Program.cs", "typeof(Program).Assembly, args: args", "typeof(Program).Assembly, args: [\"--list\", \"flat\"]");

        GateRun unknown = GateRun.Of("micro", "--base", "absent", "--project", repository.Project, "--out", repository.NewPath("results"));
        GateRun deaf = GateRun.Of("micro", "--base", "HEAD", "--project", repository.Project, "--filter", "*nonsense*", "--out", repository.NewPath("results"));

        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("--base is 'absent', which is no commit", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(2, deaf.ExitCode);
        Assert.Contains("neither side has a benchmark for --filter *nonsense*", deaf.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_OtherMachine_CannotSay()
    {
        using BenchmarkRepository repository = await BenchmarkRepository.CreateAsync(Cancelled);
        string commit = (await repository.GitAsync(Cancelled, "rev-parse", "HEAD")).Trim();
        string folder = repository.NewPath("results");
        ComparisonPlan plan = SampleReport.Plan(Buffer16);
        new ComparisonFolder(folder).Begin(plan with
        {
            Project = "OtherBenchmarks",
            Base = new(commit, commit, Changes: null),
            Head = new("HEAD", commit, Changes: null),
            Times = LaunchTimes.Quick,
        });

        await using ChildProcess resumed = ChildProcess.Start(InterruptibleGate.LaunchOf("micro", "--resume", folder) with { Folder = repository.Project }, pin: null);
        ProcessEnd end = await resumed.EndAsync(Cancelled);

        Assert.Equal(3, end.ExitCode);
        Assert.Contains("figures of different machines are not compared", end.Error, StringComparison.Ordinal);
        Assert.Contains("and was Some Processor", end.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, GateOutputs.JsonFile)));
    }
}
