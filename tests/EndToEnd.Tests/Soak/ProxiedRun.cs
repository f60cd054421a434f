using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>One run with <c>--target</c> at a proxy in front of a simulated gateway.</summary>
internal static class ProxiedRun
{
    /// <param name="folder">The run's own: its files lie there, and its results in <see cref="ResultsOf"/>.</param>
    /// <param name="startProxy">Given the gateway's port.</param>
    /// <param name="passes">Whether all thresholds must be kept, or one must fail.</param>
    public static async Task<RunResult> OfAsync(
        TemporaryFolder folder, Func<int, Task<ProxyProcess>> startProxy, string scenario, string gatewaySettings, bool passes)
    {
        string configuration = folder.AddFile("gateway.json", gatewaySettings);
        await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0", "--config", configuration);
        Uri behind = await gateway.WaitUntilReadyAsync();
        await using ProxyProcess proxy = await startProxy(behind.Port);

        (int exitCode, _, _) = await SoakProcess.RunAsync(
            "run", folder.AddFile("scenario.json", scenario), "--target", proxy.Address.ToString(), "--out", ResultsOf(folder));

        RunResult run = ResultReader.Read(ResultsOf(folder)).Run;
        if (passes) Judged.Pass(run, exitCode);
        else Judged.Fail(run, exitCode);
        return run;
    }

    public static string ResultsOf(TemporaryFolder folder) => folder.NewPath("results");
}
