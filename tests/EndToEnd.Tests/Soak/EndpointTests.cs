using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>One scenario of every endpoint, streamed and whole: gateway and generator must count the same, and no answer may be other than it was made.</summary>
public sealed class EndpointTests : IDisposable
{
    private const string Scenario = """
        {
          "name": "endpoints",
          "target": { "transport": "TRANSPORT" },
          "load": { "warmUp": "500ms", "stages": [ { "for": "2s", "rate": "60/s" } ] },
          "workload": [
            { "name": "chat", "prompts": [ "one", "two" ] },
            { "name": "chat-whole", "stream": false },
            { "name": "completion", "endpoint": "completions", "maxTokens": 20 },
            { "name": "completion-whole", "endpoint": "completions", "stream": false, "temperature": 0.5 },
            { "name": "response", "endpoint": "responses", "system": "Be brief.", "prompts": [ "one", "two" ] },
            { "name": "response-capped", "endpoint": "responses", "maxTokens": 10 },
            { "name": "response-whole", "endpoint": "responses", "stream": false },
            { "name": "message", "endpoint": "messages", "system": "Be brief.", "prompts": [ "one", "two" ] },
            { "name": "message-whole", "endpoint": "messages", "stream": false, "maxTokens": 20 },
            { "name": "vectors", "endpoint": "embeddings", "inputs": 3, "dimensions": 64, "encoding": "base64", "prompts": [ "a", "b", "c" ] },
            { "name": "vector", "endpoint": "embeddings" },
            { "name": "models", "endpoint": "models" }
          ],
          "gateway": { "ttft": "constant(5ms)", "itl": "constant(2ms)", "tokens": "uniform(5, 30)" }
        }
        """;

    private static readonly string[] Streamed = ["chat", "completion", "response", "response-capped", "message"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http1")]
    [InlineData("http2")]
    public async Task Run_EveryEndpoint_AgreesWithTheGatewayAndIsWhole(string transport)
    {
        string results = _folder.NewPath("results");
        string scenario = _folder.AddFile("scenario.json", Scenario.Replace("TRANSPORT", transport, StringComparison.Ordinal));

        (int exitCode, _, _) = await SoakProcess.RunAsync("run", scenario, "--out", results);

        RunResult run = ResultReader.Read(results).Run;
        Judged.Pass(run, exitCode);
        Assert.Equal(120, run.Requests.ByOutcome["completed"]);
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? ["not compared"]));
        Assert.Equal((0, 0, 0, 0), (run.Integrity.Lost, run.Integrity.Repeated, run.Integrity.Reordered, run.Integrity.Altered));
        Assert.Equal(50, run.Streams.Completed);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
        Assert.Equal(run.Streams.Opened, run.Latency.Ttft!.Count);
        Assert.Equal(run.Streams.Tokens - run.Streams.Opened, run.Latency.Itl!.Count);
        Assert.All(run.Groups, group => Assert.Equal(10, group.Value.Requests.ByOutcome["completed"]));
        Assert.All(run.Groups, group => Assert.Equal(Streamed.Contains(group.Key) ? 10 : 0, group.Value.Streams.Completed));
        Assert.InRange(run.Groups["response-capped"].Streams.Tokens, 10, 10 * 10); // the cap of each
    }
}
