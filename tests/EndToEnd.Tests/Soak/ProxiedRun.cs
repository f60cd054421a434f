using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>One run with <c>--target</c> at a proxy in front of a simulated gateway.</summary>
internal static class ProxiedRun
{
    private const int Void = 3;

    /// <param name="folder">The run's own: its files lie there, and its results in <see cref="ResultsOf"/>.</param>
    /// <param name="startProxy">Given the gateway's port.</param>
    /// <param name="passes">
    /// Whether all thresholds are kept. A machine too busy to send in time makes the run void, which takes nothing from what was
    /// counted: that is allowed beside the exit code that the thresholds give.
    /// </param>
    public static async Task<RunResult> OfAsync(
        TemporaryFolder folder, Func<int, Task<ProxyProcess>> startProxy, string scenario, string gatewaySettings, bool passes)
    {
        string configuration = folder.AddFile("gateway.json", gatewaySettings);
        await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0", "--config", configuration);
        Uri behind = await gateway.WaitUntilReadyAsync();
        await using ProxyProcess proxy = await startProxy(behind.Port);

        (int exitCode, string output, string error) = await SoakProcess.RunAsync(
            "run", folder.AddFile("scenario.json", scenario), "--target", proxy.Address.ToString(), "--out", ResultsOf(folder));

        RunResult run = ResultReader.Read(ResultsOf(folder)).Run;
        Assert.True(exitCode == Void || exitCode == (passes ? 0 : 1), $"exit code {exitCode}: {string.Join("; ", run.Reasons)}\n{output}{error}");
        Assert.Equal(passes, run.Thresholds.All(threshold => threshold.Passed));
        return run;
    }

    public static string ResultsOf(TemporaryFolder folder) => folder.NewPath("results");
}
