using System.Collections.Concurrent;
using System.Text.Json;
using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;
using HotPath.EndToEnd.Tests.Soak;
using HotPath.EndToEnd.Tests.Soak.Confusion;
using HotPath.EndToEnd.Tests.Soak.Lasting;
using HotPath.Soak.Scenarios;
using Microsoft.AspNetCore.Http;

namespace HotPath.EndToEnd.Tests.Outputs;

/// <summary>A gateway that turns everything away in mid-run: that it does, and that it is over, is told once each, everywhere.</summary>
public sealed class AlertsTests : IDisposable
{
    private const string Limit = "errors.rate < 10%";

    private const string Json = """
        {
          "name": "alerted",
          "load": { "warmUp": "500ms", "stages": [ { "for": "11s", "rate": "50/s" } ] },
          "workload": [ { "name": "chat", "stream": false } ],
          "thresholds": [ "errors.rate < 10%", "group(chat).e2e.p50 < 5s", "requests.finished > 100" ],
          "alerts": { "window": "3s", "for": "1s" },
          "gateway": { "ttft": "constant(2ms)", "itl": "constant(0ms)", "tokens": "constant(5)" },
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ErrorsForAWhile_FireAndAreOverInEachPlaceOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM to end a run with on Windows.");
        ConcurrentQueue<string> posted = [];
        await using PeerUpstream hook = await PeerUpstream.StartAsync(
            async context =>
            {
                using StreamReader reader = new(context.Request.Body);
                posted.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            },
            TestContext.Current.CancellationToken);
        string results = _folder.NewPath("results");

        await using FaultyGateway gateway = await FaultyGateway.StartAsync(_folder, new GatewaySettings());
        await using SoakProcess soak = SoakProcess.Start(
            "run", _folder.AddFile("alerted.json", Json), "--target", gateway.Http1.ToString(), "--duration", "20m", "--out", results, "--listen", "none",
            "--alert-webhook", $"http://127.0.0.1:{hook.Port}/secret");
        await EndedRun.WaitForIntervalsAsync(results, 4);
        await gateway.SetAsync(new GatewayFaults { RejectShare = 1, RejectStatus = 503 });
        await EndedRun.WaitUntilAsync(results, recorded => AlertsOf(recorded).Length == 1);
        await gateway.SetAsync(new GatewayFaults());
        await EndedRun.WaitUntilAsync(results, recorded => AlertsOf(recorded).Length == 2);
        await EndedRun.SignalAsync(soak, "TERM");
        (_, string output, string error) = await soak.WaitAsync();

        RecordedRun recorded = ResultReader.Read(results);
        RunEvent[] told = AlertsOf(recorded);
        Assert.Equal(["alertFiring", "alertResolved"], told.Select(happened => happened.Kind));
        (RunEvent fired, RunEvent over) = (told[0], told[1]);
        Assert.All(told, happened => Assert.Equal((Limit, 10.0), (happened.Expression, happened.Limit)));
        Assert.True(fired.Actual > 10 && over.Actual < 10 && over.ElapsedSeconds > fired.ElapsedSeconds, $"{fired}\n{over}\n{error}");

        string[] lines = [.. output.Split('\n').Where(line => line.Contains(": errors.rate < 10%; measured", StringComparison.Ordinal)).Select(line => line.TrimEnd('\r'))];
        Assert.Equal(told.Select(happened => happened.Text), lines.Select(line => line[line.IndexOf(WordOf(line), StringComparison.Ordinal)..]));

        JsonElement[] bodies = [.. posted.Select(body => JsonDocument.Parse(body).RootElement)];
        Assert.Equal(told.Select(happened => happened.Text), bodies.Select(body => body.GetProperty("text").GetString()));
        Assert.All(bodies, body => Assert.Equal(recorded.Run.Id, body.GetProperty("run").GetString()));

        AlertFigures alerts = recorded.Run.Alerts!;
        Assert.Equal((1, 0, 2, 0), (alerts.Fired, alerts.Firing, alerts.Webhook!.Sent, alerts.Webhook.Failed));
        Assert.Equal(over.ElapsedSeconds - fired.ElapsedSeconds, alerts.Limits[0].FiringSeconds, tolerance: 1e-6);
        Assert.Equal(["requests.finished > 100"], alerts.AtTheEndOnly);
        Assert.DoesNotContain("secret", recorded.Run.Environment.Command, StringComparison.Ordinal);
        string report = await File.ReadAllTextAsync(Path.Combine(results, "report.md"), TestContext.Current.CancellationToken);
        Assert.Contains("## Alerts and events", report, StringComparison.Ordinal);
        Assert.Contains("alert", await File.ReadAllTextAsync(Path.Combine(results, "report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        static RunEvent[] AlertsOf(RecordedRun recorded) => [.. recorded.Events.Where(happened => happened.Kind.StartsWith("alert", StringComparison.Ordinal))];

        static string WordOf(string line) => line.Contains("ALERT", StringComparison.Ordinal) ? "ALERT" : "resolved";
    }

    [Fact]
    public async Task Run_WebhookAndDatabaseThatAreDown_CostTheRunNothingAndAreSaid()
    {
        int nobody = FreePort.Next();
        string results = _folder.NewPath("results");

        (int exitCode, string output, _) = await SoakProcess.RunAsync(
            "run", _folder.AddFile("down.json", Json.Replace("\"11s\"", "\"7s\"", StringComparison.Ordinal).Replace("errors.rate < 10%", "errors.rate < 90%", StringComparison.Ordinal)
                .Replace("e2e.p50 < 5s", "e2e.p50 < 1us", StringComparison.Ordinal)),
            "--out", results, "--listen", "none", "--alert-webhook", $"http://127.0.0.1:{nobody}/", "--influx", $"http://127.0.0.1:{nobody}/write?db=x");

        RunResult run = ResultReader.Read(results).Run;
        Judged.Fail(run, exitCode);
        Assert.Equal(run.Alerts!.Fired, run.Alerts.Webhook!.Failed);
        Assert.Equal((0, 1), (run.Alerts.Webhook.Sent, run.Alerts.Fired));
        Assert.True(run.Influx is { Sent: 0, Failed: > 5, Dropped: 0, Problem.Length: > 0 }, $"{run.Influx}");
        Assert.Contains("influx       0 sent", output, StringComparison.Ordinal);
        Assert.Contains("webhook      0 sent, 1 FAILED", output, StringComparison.Ordinal);
    }
}
