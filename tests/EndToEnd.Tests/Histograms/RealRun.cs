using HotPath.EndToEnd.Tests.Soak;

namespace HotPath.EndToEnd.Tests.Histograms;

/// <summary>The tests of other people's tools, which share one run of the program.</summary>
[CollectionDefinition]
public sealed class HistogramPeers : ICollectionFixture<RealRun>;

/// <summary>One short run of the program, made when it is first asked for.</summary>
public sealed class RealRun : IDisposable
{
    private const int Passed = 0;
    private const int Void = 3; // a machine too busy to send in time: the files must agree all the same

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<string>> _results;

    public RealRun() => _results = new Lazy<Task<string>>(RunAsync);

    /// <returns>Its result folder.</returns>
    public Task<string> ResultsAsync() => _results.Value;

    public void Dispose() => _folder.Dispose();

    private async Task<string> RunAsync()
    {
        string results = _folder.NewPath("results");
        string scenario = _folder.AddFile("scenario.json", """
            {
              "name": "recorded",
              "load": { "warmUp": "500ms", "stages": [ { "for": "2s", "rate": "50/s" } ] },
              "workload": [ { "name": "stream" }, { "name": "whole", "stream": false } ],
              "gateway": { "ttft": "lognormal(10ms, 0.4)", "itl": "lognormal(3ms, 0.8)", "tokens": "uniform(5, 60)" }
            }
            """);

        (int exitCode, string output, string error) = await SoakProcess.RunAsync("run", scenario, "--out", results);

        Assert.True(exitCode is Passed or Void, output + error);
        return results;
    }
}
