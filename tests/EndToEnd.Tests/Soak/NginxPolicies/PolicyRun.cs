using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak.NginxPolicies;

/// <summary>One run of a scenario against an nginx with a policy.</summary>
internal static class PolicyRun
{
    private static readonly TimeSpan IntervalWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>The keys that clients of these proxies have; nginx sends a key of its own on.</summary>
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["FREE_KEY"] = "sk-free",
        ["PRO_KEY"] = "sk-pro",
        ["GREEDY_KEY"] = "sk-greedy",
        ["STRANGERS_AUTHORIZATION"] = "Bearer sk-stranger",
    };

    /// <param name="folder">The run's own.</param>
    /// <param name="scenario">Its target's url is TARGET.</param>
    /// <param name="passes">Whether all thresholds must be kept, or one must fail.</param>
    /// <param name="during">Done while the load runs; given the file that gets a line a second.</param>
    public static async Task<RunResult> OfAsync(TemporaryFolder folder, Nginx nginx, string scenario, bool passes = true, Func<string, Task>? during = null)
    {
        string results = folder.NewPath("results");
        string file = folder.AddFile("scenario.json", scenario.Replace("TARGET", nginx.Address.ToString(), StringComparison.Ordinal));
        await using SoakProcess soak = SoakProcess.Start(Keys, "run", file, "--out", results);
        if (during is not null) await during(Path.Combine(results, ResultFileNames.Intervals));
        (int exitCode, string output, string error) = await soak.WaitAsync();

        Assert.True(Directory.Exists(results), error + output);
        RunResult run = ResultReader.Read(results).Run;
        if (passes) Judged.Pass(run, exitCode);
        else Judged.Fail(run, exitCode);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
        return run;
    }

    /// <summary>Ends when so many whole seconds of the load have been measured.</summary>
    public static async Task WaitForIntervalsAsync(string file, int count)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        waiting.CancelAfter(IntervalWithin);
        while (!File.Exists(file) || await LinesOfAsync(file, waiting.Token) < count) await Task.Delay(PollEvery, waiting.Token);
    }

    private static async Task<int> LinesOfAsync(string file, CancellationToken cancellationToken)
    {
        await using FileStream written = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(written);
        return (await reader.ReadToEndAsync(cancellationToken)).Count(character => character == '\n');
    }
}
