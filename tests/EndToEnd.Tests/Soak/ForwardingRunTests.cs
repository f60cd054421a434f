using System.Text.Json;
using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>Whole runs against a simulated gateway that has providers, fails over and caches: what it counts is what the run saw.</summary>
public sealed class ForwardingRunTests : IDisposable
{
    private const string Load = """
        "load": { "warmUp": "500ms", "stages": [ { "for": "3s", "rate": "40/s" } ] },
        "workload": [ { "name": "stream", "weight": 2 }, { "name": "whole", "stream": false }, { "name": "vector", "endpoint": "embeddings" } ],
        "thresholds": [ "errors.rate < 1%" ]
        """;

    private const string Gateway = """
        {
          "ttft": "constant(5ms)", "itl": "constant(1ms)", "tokens": "uniform(5, 30)",
          "providers": [ { "name": "alpha", "weight": 3, ALPHA }, { "name": "beta", "ttft": "constant(10ms)" } ],
          "failover": { "attempts": 3, "timeout": "2s", "breaker": { "failures": 5, "open": "500ms" } },
          "cache": { "ttl": "30s" }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ProviderFailsForAWhile_LosesNothingAndThePageSaysWhoServed()
    {
        (RunResult run, JsonElement stats) = await RunAsync("\"faults\": [ { \"at\": \"2s\", \"for\": \"1s\", \"kind\": \"unavailable\" } ], \"errorRate\": 0.05");

        Assert.Equal(run.Requests.Finished, run.Requests.ByStatus["200"]);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
        long served = AssertServed(run, stats);
        Assert.Equal(served + Sum(stats, "failed"), stats.GetProperty("upstreamCalls").GetInt64());
        Assert.True(stats.GetProperty("failovers").GetInt64() > 0);
    }

    [Fact]
    public async Task Run_AllIsWell_SharesAreThePolicys()
    {
        (RunResult run, JsonElement stats) = await RunAsync("\"capacity\": 1000");

        long served = AssertServed(run, stats);
        long alpha = stats.GetProperty("providers").GetProperty("alpha").GetProperty("served").GetInt64();
        Assert.InRange(alpha, (served * 0.75) - 1, (served * 0.75) + 1);
        Assert.Equal(0, stats.GetProperty("failovers").GetInt64());
    }

    [Fact]
    public async Task Run_OfAScenarioWithAGatewayOfProviders_StartsItSo()
    {
        string results = _folder.NewPath("results");
        string gateway = Gateway.Replace("ALPHA", "\"errorRate\": 1, \"errorStatus\": 500", StringComparison.Ordinal);

        (int exitCode, _, _) = await SoakProcess.RunAsync(
            "run", _folder.AddFile("scenario.json", $$"""{ "name": "forwarded", {{Load}}, "gateway": {{gateway}} }"""), "--out", results);

        RunResult run = ResultReader.Read(results).Run;
        Judged.Pass(run, exitCode);
        Assert.Equal(run.Requests.Finished, run.Requests.ByStatus["200"]);
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
        Assert.True(run.Latency.TtftService!.Min > 10, "no stream begins before beta's first token");
    }

    private async Task<(RunResult Run, JsonElement Stats)> RunAsync(string alpha)
    {
        string configuration = _folder.AddFile("gateway.json", Gateway.Replace("ALPHA", alpha, StringComparison.Ordinal));
        string results = _folder.NewPath("results");
        await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0", "--config", configuration);
        Uri address = await gateway.WaitUntilReadyAsync();

        (int exitCode, _, _) = await SoakProcess.RunAsync(
            "run", _folder.AddFile("scenario.json", $$"""{ "name": "forwarded", {{Load}} }"""), "--target", address.ToString(), "--out", results);

        RunResult run = ResultReader.Read(results).Run;
        Judged.Pass(run, exitCode);
        using HttpClient client = new();
        using JsonDocument stats = JsonDocument.Parse(await client.GetStringAsync(new Uri(address, "/stats"), TestContext.Current.CancellationToken));
        return (run, stats.RootElement.Clone());
    }

    /// <summary>Chat requests have a seed of their own each; embeddings ask for the same few again and again, and those the cache answers.</summary>
    private static long AssertServed(RunResult run, JsonElement stats)
    {
        JsonElement cache = stats.GetProperty("cache");
        long served = Sum(stats, "served");
        Assert.Equal(cache.GetProperty("misses").GetInt64(), served);
        Assert.Equal(run.Requests.Finished + run.WarmUp.Requests, served + cache.GetProperty("hits").GetInt64());
        Assert.True(cache.GetProperty("hits").GetInt64() > 0);
        return served;
    }

    private static long Sum(JsonElement stats, string member) => stats.GetProperty("providers").EnumerateObject().Sum(provider => provider.Value.GetProperty(member).GetInt64());
}
