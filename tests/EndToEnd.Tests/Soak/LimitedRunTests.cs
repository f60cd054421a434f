using System.Text.Json;
using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>Runs against a gateway with tenants and limits: what it turned away, both sides count the same.</summary>
public sealed class LimitedRunTests : IDisposable
{
    private const string Gateway = """
        {
          "ttft": "constant(5ms)", "itl": "constant(2ms)", "tokens": "constant(10)",
          "models": [ "sim-small", "sim-large" ],
          "tenants": [ { "name": "free", "models": [ "sim-small" ] }, { "name": "paid" } ],
          "limits": [
            { "per": "tenant", "window": "WINDOW", "limit": 10, "every": "500ms", "tenants": [ "free" ] },
            { "per": "model", "of": "tokens", "window": "bucket", "limit": 1000000 }
          ]
        }
        """;

    private const string Scenario = """
        {
          "name": "limited",
          "load": { "warmUp": "500ms", "stages": [ { "for": "3s", "rate": "100/s" } ] },
          "workload": [
            { "name": "free", "weight": 3, "maxTokens": 20, "headers": { "X-Tenant-ID": "free" }, "expect": { "status": [ 200, 429 ] } },
            { "name": "paid", "stream": false, "model": "sim-large", "headers": { "X-Tenant-ID": "paid" } },
            { "name": "outside", "model": "sim-large", "headers": { "X-Tenant-ID": "free" }, "expect": { "status": [ 403 ] } }
          ],
          "thresholds": [ "errors.rate == 0%" ] EMBEDDED
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fixed")]
    [InlineData("sliding")]
    [InlineData("bucket")]
    public async Task Run_AgainstAGatewayWithLimits_CountsWhatItsStatsCount(string window)
    {
        string gatewayFile = await WriteAsync("gateway.json", Gateway.Replace("WINDOW", window, StringComparison.Ordinal));
        string scenarioFile = await WriteAsync("limited.json", Scenario.Replace("EMBEDDED", "", StringComparison.Ordinal));
        string results = _folder.NewPath("results");
        await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", "127.0.0.1:0", "--config", gatewayFile);
        Uri url = await gateway.WaitUntilReadyAsync();

        (int exitCode, _, _) = await SoakProcess.RunAsync("run", scenarioFile, "--target", url.ToString(), "--out", results);

        using HttpClient client = new() { BaseAddress = url };
        using JsonDocument stats = JsonDocument.Parse(await client.GetStringAsync("/stats?windows", TestContext.Current.CancellationToken));
        RunResult run = ResultReader.Read(results).Run;
        Judged.Pass(run, exitCode);
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
        JsonElement tenants = stats.RootElement.GetProperty("tenants");
        JsonElement free = Limit(stats, "free");
        long asked = run.Requests.Finished + run.WarmUp.Requests;
        Assert.Equal(asked, Sum(tenants, "free", "requests") + Sum(tenants, "paid", "requests"));
        Assert.Equal(0, Sum(tenants, "paid", "rejected"));
        long outside = stats.RootElement.GetProperty("requests").GetProperty("chat").GetProperty("403").GetInt64();
        Assert.Equal(Sum(tenants, "free", "rejected"), outside + free.GetProperty("rejected").GetInt64());
        Assert.Equal(
            free.GetProperty("rejected").GetInt64(), stats.RootElement.GetProperty("requests").GetProperty("chat").GetProperty("429").GetInt64());

        // The run's own figures leave out its warm-up, in which the gateway turned away already.
        Assert.InRange(run.Requests.ByStatus["429"], 1, free.GetProperty("rejected").GetInt64());
        Assert.Equal(run.Groups["outside"].Requests.Finished, run.Requests.ByStatus["403"]);
        Assert.Equal(run.Groups["free"].Requests.Finished, run.Groups["free"].Requests.ByStatus["200"] + run.Groups["free"].Requests.ByStatus["429"]);
        int mostInAWindow = window == "bucket" ? 20 : 10; // a bucket that was full at its start and is refilled meanwhile
        Assert.All(free.GetProperty("windows").EnumerateArray(), count => Assert.InRange(count.GetProperty("accepted").GetInt64(), 0, mostInAWindow));
    }

    [Fact]
    public async Task Run_EmbeddedGatewayWithLimits_PassesAndAgrees()
    {
        string gateway = Gateway.Replace("WINDOW", "sliding", StringComparison.Ordinal);
        string scenarioFile = await WriteAsync("limited.json", Scenario.Replace("EMBEDDED", $", \"gateway\": {gateway}", StringComparison.Ordinal));
        string results = _folder.NewPath("results");

        (int exitCode, _, _) = await SoakProcess.RunAsync("run", scenarioFile, "--out", results);

        RunResult run = ResultReader.Read(results).Run;
        Judged.Pass(run, exitCode);
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
        Assert.True(run.Requests.ByStatus["429"] > 0);
        Assert.Equal(run.Requests.Finished, run.Requests.ByStatus["200"] + run.Requests.ByStatus["403"] + run.Requests.ByStatus["429"]);
    }

    private static JsonElement Limit(JsonDocument stats, string key) =>
        stats.RootElement.GetProperty("limits").EnumerateArray().Single(limit => limit.GetProperty("key").GetString() == key);

    private static long Sum(JsonElement tenants, string tenant, string count) => tenants.GetProperty(tenant).GetProperty(count).GetInt64();

    private async Task<string> WriteAsync(string name, string json)
    {
        string file = _folder.NewPath(name);
        await File.WriteAllTextAsync(file, json, TestContext.Current.CancellationToken);
        return file;
    }
}
