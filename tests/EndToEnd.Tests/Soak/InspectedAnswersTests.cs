using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>What a scenario asks of answers, from its JSON to the reports, over real sockets.</summary>
public sealed class InspectedAnswersTests : IDisposable
{
    private const string Inspected = """
        {
          "name": "inspected",
          "target": { "transport": "TRANSPORT" },
          "load": { "warmUp": "500ms", "stages": [ { "for": "2s", "rate": "40/s" } ] },
          "workload": [
            { "name": "stream", "weight": 3, "maxTokens": 12,
              "expect": { "model": "same", "fields": [ "choices", "usage.total_tokens" ], "tokens": { "min": 2, "max": 12 }, "usage": "content" } },
            { "name": "whole", "stream": false, "model": "sim-large", "expect": { "fields": [ "choices.0.message.content" ], "headers": { "Content-Length": [] } } },
            { "name": "vector", "endpoint": "embeddings", "expect": { "fields": [ "data.0.embedding" ] } }
          ],
          "metrics": [
            { "name": "answerTokens", "json": "usage.completion_tokens" },
            { "name": "stopped", "json": "choices.0.finish_reason", "kind": "rate", "is": "stop" }
          ],
          "cost": { "sim-small": { "input": 1, "output": 1000 }, "sim-large": { "output": 100 } BUDGET },
          "thresholds": [ "errors.rate == 0", "checks.failed == 0", "check(model).passed > 20", "metric(answerTokens).max <= 31", "by.endpoint.chat.requests > 30",
            "by.model.sim-large.errors.rate == 0", "cost.byModel.sim-small > 0", "cost.total < 100" ],
          "gateway": { "ttft": "constant(5ms)", "itl": "constant(2ms)", "tokens": "uniform(5, 30)" }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http1")]
    [InlineData("http2")]
    public async Task Run_ScenarioThatAsksForAll_PassesAndReportsIt(string transport)
    {
        string results = _folder.NewPath("results");

        (int exitCode, _, _) = await SoakProcess.RunAsync("run", Scenario(transport, ""), "--out", results);

        RunResult run = ResultReader.Read(results).Run;
        Judged.Pass(run, exitCode);
        SliceSet by = run.By!;
        foreach (IReadOnlyDictionary<string, SliceFigures> values in (IReadOnlyDictionary<string, SliceFigures>[])[by.Model!, by.Endpoint!, by.Status!, by.Provider!, by.Transport!])
        {
            Assert.Equal(run.Requests.Finished, values.Values.Sum(value => value.Requests));
            Assert.Equal(run.Latency.E2e!.Count, values.Values.Sum(value => value.E2e!.Count));
            Assert.Equal(run.Streams.Bytes, values.Values.Sum(value => value.Bytes));
        }

        Assert.Equal(["sim-large", "sim-small"], by.Model!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(run.Groups["stream"].Requests.Finished, run.Checks!.ByName["model"].Passed);
        Assert.Equal(run.Groups["stream"].Requests.Finished + run.Groups["whole"].Requests.Finished, run.Metrics!["answerTokens"].Count);
        Assert.Equal(run.Cost!.ByModel["sim-large"] * 1e4, run.Groups["whole"].Requests.Finished == 0 ? 0 : by.Model["sim-large"].Tokens, precision: 6);
        string report = await File.ReadAllTextAsync(Path.Combine(results, "report.md"), TestContext.Current.CancellationToken);
        Assert.All(["## Checks", "## By model", "## By endpoint", "## Own metrics", "## Price of the tokens"], heading => Assert.Contains(heading, report, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_BudgetThatIsSpent_EndsTheLoadAndSaysWhy()
    {
        string results = _folder.NewPath("results");

        (_, string output, _) = await SoakProcess.RunAsync("run", Scenario("http1", ", \"budget\": 0.3"), "--out", results, "--duration", "60s", "--rate", "40");

        RunResult run = ResultReader.Read(results).Run;
        Assert.Equal((true, true), (run.StoppedEarly, run.Cost!.BudgetReached));
        Assert.InRange(run.DurationSeconds, 0, 30);
        Assert.InRange(run.Cost.Total + run.Cost.WarmUp, 0.3, 0.5);
        Assert.Contains("its budget of $0.3000 was spent", output, StringComparison.Ordinal);
    }

    private string Scenario(string transport, string budget)
    {
        string file = _folder.NewPath("scenario.json");
        File.WriteAllText(file, Inspected.Replace("TRANSPORT", transport, StringComparison.Ordinal).Replace(" BUDGET", budget, StringComparison.Ordinal));
        return file;
    }
}
