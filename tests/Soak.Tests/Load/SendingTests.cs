using System.Text;
using System.Text.Json;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Verdicts;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>From a scenario as its user writes it to the bytes that a server receives, over both versions of HTTP.</summary>
public sealed class SendingTests
{
    private const int Requests = 120;

    private const string Scenario = """
        {
          "name": "sending",
          "target": { "transport": "TRANSPORT" },
          "load": { "warmUp": "0s", "stages": [ { "for": "0.6s", "rate": "200/s" } ] },
          "workload": [ {
            "name": "chat", "stream": false, "models": [ { "name": "a", "weight": 3 }, { "name": "b" }, { "name": "c" } ],
            "prompts": [ "Ask {{id}}:" ], "promptTokens": "uniform(5, 60)", "metadata": { "app": "test" },
            "distinct": 5, "requestId": true, "idempotencyKey": true } ],
          "tenants": [
            { "name": "free", "weight": 2, "headers": { "X-Tenant-ID": "free" }, "models": [ "a" ] },
            { "name": "pro", "headers": { "X-Tenant-ID": "pro", "Authorization": "env:HOTPATH_TEST_UNRESOLVED" } } ]
        }
        """;

    [Fact]
    public async Task Run_Http1_SendsEachTenantsHeadersModelsAndIds()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        await RunAsync("http1", server.Url);

        string[] heads = [.. server.Heads];
        AssertSent([.. Enumerable.Range(0, server.Requests).Select(number => new Sent(FieldsOf(heads[number]), server.Bodies[number]))]);
    }

    [Fact]
    public async Task Run_Http2_SendsEachTenantsHeadersModelsAndIds()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(_ => Http2Answer.Json(ChatAnswer));
        await RunAsync("http2", server.Url);

        AssertSent([.. server.Received.Select(received => new Sent(received.Fields, received.Body))]);
    }

    private static async Task RunAsync(string transport, Uri url)
    {
        byte[] json = Encoding.UTF8.GetBytes(Scenario.Replace("TRANSPORT", transport, StringComparison.Ordinal));
        ScenarioReading reading = ScenarioReader.Read(json, "sending.json", ThresholdParser.ProblemOf);
        Assert.Empty(reading.Problems);
        using EngineBench bench = new(reading.Scenario!, url);

        await bench.RunAsync();

        Assert.Equal(Requests, bench.Counters[Outcome.Completed]);
    }

    private static void AssertSent(Sent[] all)
    {
        Assert.Equal(Requests, all.Length);
        Sent[] free = [.. all.Where(sent => sent.Fields["X-Tenant-ID"] == "free")];
        Sent[] pro = [.. all.Where(sent => sent.Fields["X-Tenant-ID"] == "pro")];

        Assert.Equal((80, 40), (free.Length, pro.Length));
        Assert.All(free, sent => Assert.Equal(("a", "Bearer sk-test"), (sent.Model, sent.Fields["Authorization"])));
        Assert.All(pro, sent => Assert.Equal("env:HOTPATH_TEST_UNRESOLVED", sent.Fields["Authorization"]));
        Assert.Equal([("a", 24), ("b", 8), ("c", 8)], pro.CountBy(sent => sent.Model).Select(count => (count.Key, count.Value)).Order());

        Assert.Equal(Requests, all.Select(sent => sent.Fields["X-Request-ID"]).Distinct().Count());
        Assert.All(all, sent => Assert.True(Guid.TryParseExact(sent.Fields["X-Request-ID"], "D", out _) && Guid.TryParseExact(sent.Fields["Idempotency-Key"], "D", out _)));
        AssertRepeats(free, times: 16);
        AssertRepeats(pro, times: 8);
        Assert.Equal(5, all.Select(sent => sent.Fields["Idempotency-Key"]).Distinct().Count()); // whoever asks: the gateway keeps tenants apart
        Assert.All(all, sent => Assert.Equal("test", JsonDocument.Parse(sent.Body).RootElement.GetProperty("metadata").GetProperty("app").GetString()));
    }

    /// <summary>Five different bodies, byte for byte, each as often, and each with a key of its own.</summary>
    private static void AssertRepeats(Sent[] sent, int times)
    {
        Assert.Equal([times, times, times, times, times], sent.CountBy(each => each.Body).Select(count => count.Value));
        Assert.Equal(5, sent.Select(each => (each.Body, each.Fields["Idempotency-Key"])).Distinct().Count());
    }

    private static Dictionary<string, string> FieldsOf(string head) => head.Split("\r\n").Skip(1)
        .Select(line => line.Split(": ", 2)).ToDictionary(field => field[0], field => field[1], StringComparer.OrdinalIgnoreCase);

    private sealed record Sent(IReadOnlyDictionary<string, string> Fields, string Body)
    {
        public string Model => JsonDocument.Parse(Body).RootElement.GetProperty("model").GetString()!;
    }
}
