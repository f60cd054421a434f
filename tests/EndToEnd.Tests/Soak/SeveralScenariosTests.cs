using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>Several scenarios by one command, and their folders held side by side by another.</summary>
public sealed class SeveralScenariosTests : IDisposable
{
    private const string Text = """
        {
          "name": "NAME",
          "load": { "warmUp": "200ms", "stages": [ { "for": "1s", "rate": "20/s" } ] },
          "workload": [ { "name": "chat", "maxTokens": 5 } ],
          "thresholds": [ "LIMIT" ],
          "gateway": { "ttft": "constant(5ms)", "itl": "constant(2ms)" }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_Two_LeavesEachOnesResultsAndOneSummary()
    {
        string results = _folder.NewPath("results");

        (int exitCode, string output, _) = await SoakProcess.RunAsync(
            "run", Scenario("kept", "errors.rate < 1%"), Scenario("broken", "ttft.p99 < 1us"), "--out", results, "--quiet", "--listen", "none");

        RunResult kept = ResultReader.Read(Path.Combine(results, "kept")).Run;
        RunResult broken = ResultReader.Read(Path.Combine(results, "broken")).Run;
        Judged.Pass(kept, kept.ExitCode!.Value);
        Judged.Fail(broken, broken.ExitCode!.Value);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("summary.html", output, StringComparison.Ordinal);
        AssertNames(await ReadAsync(results, "summary.md"));
        AssertNames(await ReadAsync(results, "summary.html"));
    }

    [Fact]
    public async Task Report_TwoFolders_WritesTheirComparison()
    {
        string results = _folder.NewPath("results");
        string comparison = _folder.NewPath("comparison");
        await SoakProcess.RunAsync("run", Scenario("kept", "errors.rate < 1%"), Scenario("broken", "ttft.p99 < 1us"), "--out", results, "--json", "--listen", "none");

        (int exitCode, string output, _) = await SoakProcess.RunAsync(
            "report", Path.Combine(results, "kept"), Path.Combine(results, "broken"), "--out", comparison);

        Assert.NotEqual(0, exitCode);
        AssertNames(output);
        AssertNames(await ReadAsync(comparison, "comparison.md"));
        AssertNames(await ReadAsync(comparison, "comparison.html"));
    }

    private static void AssertNames(string text) => Assert.All(["kept", "broken", "ttft p99"], name => Assert.Contains(name, text, StringComparison.Ordinal));

    private static Task<string> ReadAsync(string folder, string file) => File.ReadAllTextAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken);

    private string Scenario(string name, string limit) =>
        _folder.AddFile($"{name}.json", Text.Replace("NAME", name, StringComparison.Ordinal).Replace("LIMIT", limit, StringComparison.Ordinal));
}
