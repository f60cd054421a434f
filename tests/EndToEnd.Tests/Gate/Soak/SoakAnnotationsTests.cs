using HotPath.Gate.Machine;

namespace HotPath.EndToEnd.Tests.Gate.Soak;

public sealed class SoakAnnotationsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Soak_SlowerInGithubActions_AnnotatesEachFigureAndAddsTheSummary()
    {
        ProcessEnd gate = await CompareAsync(pairs: 3, factor: 1.15);

        Assert.Equal(1, gate.ExitCode);
        string[] errors = Annotations(gate, "::error title=regressed::");
        Assert.Contains(errors, line => line.Contains("ttft.p50: +1", StringComparison.Ordinal));
        Assert.All(errors, line => Assert.Contains("%25", line, StringComparison.Ordinal)); // a per cent sign, as the runner wants it
        Assert.Empty(Annotations(gate, "::warning"));
        Assert.StartsWith("before\n## Soak: FAIL", await File.ReadAllTextAsync(_folder.NewPath("summary.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Soak_TooFewPairsInGithubActions_WarnsOfWhatCannotBeSaid()
    {
        ProcessEnd gate = await CompareAsync(pairs: 2, factor: 2);

        Assert.Equal(3, gate.ExitCode);
        Assert.Empty(Annotations(gate, "::error"));
        Assert.Contains(Annotations(gate, "::warning title=cannot say::"), line => line.Contains("and 3 are needed", StringComparison.Ordinal));
    }

    private static string[] Annotations(ProcessEnd gate, string start) =>
        [.. gate.Output.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal))];

    private async Task<ProcessEnd> CompareAsync(int pairs, double factor)
    {
        string summary = _folder.AddFile("summary.md", "before\n");
        string[] runs = [.. Enumerable.Range(1, 2 * pairs).Select(number => Run(number, number % 2 == 1 ? 1 : factor))];
        Launch launch = InterruptibleGate.LaunchOf(
            ["soak", "--base", .. runs.Where((_, index) => index % 2 == 0), "--head", .. runs.Where((_, index) => index % 2 == 1)]);
        Dictionary<string, string> github = new() { ["GITHUB_ACTIONS"] = "true", ["GITHUB_STEP_SUMMARY"] = summary };
        await using ChildProcess gate = ChildProcess.Start(launch with { Environment = github }, pin: null);
        return await gate.EndAsync(TestContext.Current.CancellationToken);
    }

    private string Run(int number, double factor)
    {
        SimulatedRun run = new() { Seed = number, Factor = factor };
        return (run with { StartedAt = run.StartedAt.AddMinutes(5 * number) }).WriteTo(_folder.NewPath($"run-{number}"));
    }
}
