using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>Each scenario that comes with the program, as it is but for five seconds, against the gateway that it describes.</summary>
public sealed class BuiltInScenarioTests : IDisposable
{
    private const int SideBySide = 2; // each needs little of a processor, and most of its time is waiting

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. BuiltInScenarios.Names.Chunk(SideBySide).Select(names => string.Join(' ', names))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_FiveSeconds_PassesAndBothSidesCountTheSame(string names)
    {
        string[] scenarios = names.Split(' ');

        (RunResult Run, int ExitCode)[] runs = await Task.WhenAll(scenarios.Select(name => RunAsync(name, "first")));

        for (int i = 0; i < scenarios.Length; i++)
        {
            // The machine had other work: once more, and alone.
            (RunResult run, int exitCode) = runs[i].Run.Verdict != "pass" ? await RunAsync(scenarios[i], "again") : runs[i];
            Assert.True(run.Integrity.GatewayAgrees, $"{run.Scenario}: {string.Join("; ", run.Integrity.Differences ?? ["not compared"])}");
            Assert.True(run.Checks is null or { Failed: 0, Passed: > 0 }, $"{run.Scenario}: {run.Checks?.Failed} checks failed: {FailedChecks(run)}");
            Judged.PassButForTimes(run, exitCode);
        }
    }

    private static string FailedChecks(RunResult run) =>
        string.Join(", ", run.Checks?.ByName.Where(check => check.Value.Failed > 0).Select(check => check.Key) ?? []);

    private async Task<(RunResult Run, int ExitCode)> RunAsync(string scenario, string attempt)
    {
        string results = _folder.NewPath($"{scenario}-{attempt}");
        (int exitCode, _, string error) = await SoakProcess.RunAsync("run", scenario, "--duration", "5s", "--quiet", "--out", results);
        Assert.True(exitCode is 0 or 1 or 3, $"{scenario} ended with {exitCode}: {error}");
        return (ResultReader.Read(results).Run, exitCode);
    }
}
