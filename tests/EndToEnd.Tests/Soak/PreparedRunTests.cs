using System.Text.Json;
using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>Runs that ask their target something, or change it, before the load.</summary>
public sealed class PreparedRunTests : IDisposable
{
    private const string Answers = """ "ttft": "constant(5ms)", "itl": "constant(1ms)", "tokens": "uniform(2, 5)" """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_KeyThatTheTargetRefuses_DoesNotStart()
    {
        await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0");
        string address = (await gateway.WaitUntilReadyAsync()).ToString();
        string results = _folder.NewPath("results");
        await using SoakProcess soak = SoakProcess.Start(
            new Dictionary<string, string> { ["HOTPATH_API_KEY"] = "sk-nobody-knows" }, "run", "closed-loop", "--duration", "1s", "--target", address, "--out", results);

        (int exitCode, string output, string error) = await soak.WaitAsync();

        Assert.True(exitCode == 2, output + error);
        Assert.Contains("refuses the key", error, StringComparison.Ordinal);
        Assert.Contains("GET /v1/models with 401", error, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-nobody-knows", output + error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(results));
    }

    [Fact]
    public async Task Run_KeyThatTheTargetTakes_IsTriedOutsideOfAllCounts()
    {
        await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0");
        string scenario = _folder.AddFile("scenario.json", """
            { "name": "let-in", "load": { "warmUp": "0s", "users": 2, "requests": 10 }, "workload": [ { "name": "chat", "stream": false }, { "name": "list", "endpoint": "models" } ] }
            """);

        (RunResult run, int exitCode, _) = await RunAsync(scenario, "--target", (await gateway.WaitUntilReadyAsync()).ToString());

        Judged.Pass(run, exitCode);
        Assert.Equal((10, 3), (run.Requests.Finished, run.ModelsListed));
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
    }

    [Fact]
    public async Task Run_ModelsOfTheCatalogue_AsksForEachOfThemAsOften()
    {
        string scenario = _folder.AddFile("scenario.json", $$"""
            {
              "name": "catalogue", "load": { "warmUp": "0s", "users": 4, "requests": 30 },
              "workload": [ { "name": "chat", "catalogue": "gpt-*", "stream": false, "expect": { "model": "same" } } ],
              "gateway": { "models": [ "gpt-a", "embedding", "gpt-b", "gpt-c" ], {{Answers}} }
            }
            """);

        (RunResult run, int exitCode, _) = await RunAsync(scenario);

        Judged.Pass(run, exitCode);
        Assert.Equal(4, run.ModelsListed);
        Assert.Equal(["gpt-a: 10", "gpt-b: 10", "gpt-c: 10"], run.By!.Model!.Select(model => $"{model.Key}: {model.Value.Requests}").Order(StringComparer.Ordinal));
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
    }

    [Fact]
    public async Task Run_CatalogueWithoutSuchModels_DoesNotStart()
    {
        string scenario = _folder.AddFile("scenario.json", """{ "name": "catalogue", "workload": [ { "name": "chat", "catalogue": "llama-*" } ] }""");

        (int exitCode, _, string error) = await SoakProcess.RunAsync("run", scenario, "--out", _folder.NewPath("results"));

        Assert.Equal(2, exitCode);
        Assert.Contains("0 are like \"llama-*\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RequestsOfItsOwnMaking_AgreeWithTheGateway()
    {
        string scenario = _folder.AddFile("scenario.json", $$$"""
            {
              "name": "own-requests", "load": { "warmUp": "0s", "users": 3, "requests": 40 },
              "workload": [
                { "name": "embed", "endpoint": "custom", "path": "/v1/embeddings", "body": { "model": "sim-embedding", "input": "number {{number}} of {{id}}" },
                  "expect": { "fields": [ "data.0.embedding", "usage" ] } },
                { "name": "by-file", "endpoint": "custom", "path": "/v1/chat/completions", "bodyFile": "body.json", "expect": { "fields": [ "choices.0.message.content" ] } },
                { "name": "health", "endpoint": "custom", "method": "GET", "path": "/v1/models?all=1", "expect": { "fields": [ "data.0.id" ] } },
                { "name": "nothing-there", "endpoint": "custom", "method": "DELETE", "path": "/v1/files/7", "expect": { "status": [ 404 ] } }
              ],
              "gateway": { {{{Answers}}} }
            }
            """);
        _folder.AddFile("body.json", """{"model":"sim-small","messages":[{"role":"user","content":"Hello"}]}""");

        (RunResult run, int exitCode, _) = await RunAsync(scenario);

        Judged.Pass(run, exitCode);
        Assert.All(run.Groups, group => Assert.Equal(10, group.Value.Requests.Finished));
        Assert.Equal((30, 10), (run.Requests.ByStatus["200"], run.Requests.ByStatus["404"]));
        Assert.Equal(0, run.Checks!.Failed);
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
    }

    [Fact]
    public async Task Run_RulesOfTheGatewaysAdministration_AreMadeBeforeAndTakenBackAfter()
    {
        await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0");
        Uri address = await gateway.WaitUntilReadyAsync();
        string scenario = _folder.AddFile("scenario.json", $$"""
            {
              "name": "with-rules", "load": { "warmUp": "0s", "users": 1, "requests": 10 },
              "workload": [ { "name": "chat", "stream": false, "expect": { "status": [ 200, 429 ] } } ],
              "setup": [ { "url": "/admin/limits", "body": [ { "limit": 4, "every": "1h" } ] } ],
              "teardown": [ { "url": "{{address}}admin/limits", "body": [] }, { "method": "DELETE", "url": "/admin/limits" } ],
              "target": { "checkKey": false }
            }
            """);

        (RunResult run, int exitCode, string error) = await RunAsync(scenario, "--target", address.ToString());

        Judged.Pass(run, exitCode);
        Assert.Equal((4, 6), (run.Requests.ByStatus["200"], run.Requests.ByStatus["429"]));
        Assert.Contains($"with-rules: left as it is: DELETE {address}admin/limits was answered with 405", error, StringComparison.Ordinal);
        using HttpClient client = new();
        using JsonDocument limits = JsonDocument.Parse(await client.GetStringAsync(new Uri(address, "/admin/limits"), TestContext.Current.CancellationToken));
        Assert.Equal(0, limits.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Run_RulesThatCannotBeMade_DoesNotStartAndTakesBackWhatThereIs()
    {
        await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0");
        Uri address = await gateway.WaitUntilReadyAsync();
        string scenario = _folder.AddFile("scenario.json", """
            {
              "name": "with-rules", "workload": [ { "name": "chat" } ],
              "setup": [ { "url": "/admin/faults", "body": { "reject": { "share": 1 } } }, { "url": "/admin/limits", "body": [ { "limits": 4 } ] } ],
              "teardown": [ { "url": "/admin/faults", "body": {} } ]
            }
            """);

        (int exitCode, string output, string error) = await SoakProcess.RunAsync("run", scenario, "--target", address.ToString(), "--out", _folder.NewPath("results"));

        Assert.True(exitCode == 2, output + error);
        Assert.Contains($"POST {address}admin/limits was answered with 400", error, StringComparison.Ordinal);
        using HttpClient client = new() { DefaultRequestHeaders = { { "Authorization", "Bearer sk-hotpath" } } };
        Assert.Contains("sim-small", await client.GetStringAsync(new Uri(address, "/v1/models"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<(RunResult Run, int ExitCode, string Error)> RunAsync(string scenario, params string[] more)
    {
        string results = _folder.NewPath("results");
        (int exitCode, string output, string error) = await SoakProcess.RunAsync(["run", scenario, "--out", results, .. more]);
        Assert.True(File.Exists(Path.Combine(results, ResultFileNames.Run)), output + error);
        return (ResultReader.Read(results).Run, exitCode, error);
    }
}
