using HotPath.EndToEnd.Tests.Gate.Micro;
using HotPath.Gate.Machine;

namespace HotPath.EndToEnd.Tests.Gate.Soak;

public class SoakRunsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>git locks a worktree until all its files are there. Files that never come are what a large repository is.</summary>
    [Fact]
    public async Task Run_InterruptedWhileGitChecksOut_LeavesNoWorktree()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT to send to another process on Windows.");
        using BenchmarkRepository repository = await BenchmarkRepository.CreateAsync(Cancelled);
        string begun = repository.NewPath("begun");
        File.WriteAllText(Path.Combine(repository.Project, ".gitattributes"), "Endless.cs filter=endless\n");
        File.WriteAllText(Path.Combine(repository.Project, "Endless.cs"), "");
        await repository.GitAsync(Cancelled, "add", ".");
        await repository.GitAsync(Cancelled, "commit", "-q", "-m", "Second");
        await repository.GitAsync(Cancelled, "config", "filter.endless.smudge", $"touch '{begun}'; exec tail -f /dev/null");

        await using InterruptibleGate gate = InterruptibleGate.Start(
            InterruptibleGate.LaunchOf("soak", "--run", "streaming-soak", "--base", "HEAD", "--head", "HEAD~1") with { Folder = repository.Project });
        while (!File.Exists(begun)) await Task.Delay(20, Cancelled);
        (int exitCode, string error) = await gate.InterruptAsync(Cancelled);

        Assert.Equal(3, exitCode);
        Assert.Contains("interrupted", error, StringComparison.Ordinal);
        Assert.Single((await repository.GitAsync(Cancelled, "worktree", "list")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
