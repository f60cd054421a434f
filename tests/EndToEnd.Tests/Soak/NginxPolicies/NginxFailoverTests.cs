using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak.NginxPolicies;

/// <summary>Runs against a real nginx with two upstreams, of which one fails in mid-run: nginx' own headers say who answered, and at which attempt.</summary>
public sealed class NginxFailoverTests : IDisposable
{
    private const string Rejecting = """{ "reject": { "share": 1, "status": 503 } }""";

    private const string Stopped = """
        {
          "name": "failover-through-nginx",
          "target": { "url": "TARGET", "checkKey": false },
          "load": { "warmUp": "0s", "stages": [ { "for": "3s", "rate": "60/s" } ] },
          "workload": [
            { "name": "stream", "weight": 2, "expect": { "headers": { "X-Upstream-Provider": [ "alpha", "beta" ], "X-Route-Decision": [ "weighted", "fallback" ] } } },
            { "name": "whole", "stream": false, "expect": { "headers": { "X-Upstream-Provider": [ "alpha", "beta" ], "X-Route-Decision": [ "weighted", "fallback" ] } } }
          ],
          "metrics": [ { "name": "failedOver", "header": "X-Route-Decision", "kind": "rate", "is": "fallback" } ],
          "thresholds": [ "errors.rate < 20%", "checks.failed == 0", "group(whole).errors.rate == 0%", "by.provider.beta.errors.rate == 0%", "by.provider.alpha.requests > 0" ]
        }
        """;

    private const string TurnedAway = """
        {
          "name": "turned-away-behind-nginx",
          "target": { "url": "TARGET", "checkKey": false },
          "load": { "warmUp": "0s", "stages": [ { "for": "10s", "rate": "20/s" } ] },
          "workload": [ { "name": "chat", "expect": { "headers": { "X-Upstream-Provider": [ "alpha", "beta" ] } } } ],
          "metrics": [
            { "name": "attempts", "header": "X-Upstream-Attempts", "kind": "counter" },
            { "name": "failedOver", "header": "X-Route-Decision", "kind": "rate", "is": "fallback" }
          ],
          "thresholds": [ "errors.rate == 0%", "checks.failed == 0", "metric(failedOver).rate > 0", "by.provider.alpha.requests > 0", "by.provider.beta.requests > 0" ]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_AnUpstreamDies_OnlyItsOpenStreamsAreLost()
    {
        const string Settings = """{ "ttft": "constant(50ms)", "itl": "constant(5ms)", "tokens": "constant(40)" }""";
        await using GatewayBehind alpha = await GatewayBehind.StartAsync(_folder, "alpha", Settings);
        await using GatewayBehind beta = await GatewayBehind.StartAsync(_folder, "beta", Settings);
        await using Nginx nginx = await StartAsync(alpha, beta);

        RunResult run = await PolicyRun.OfAsync(_folder, nginx, Stopped, during: async intervals =>
        {
            await PolicyRun.WaitForIntervalsAsync(intervals, 1);
            alpha.Kill();
        });

        Assert.Equal(180, run.Requests.Finished);
        long lost = run.Requests.ByOutcome.GetValueOrDefault("truncated");
        Assert.Equal(180, run.Requests.ByOutcome["completed"] + lost);
        Assert.InRange(lost, 0, run.Streams.OpenPeak);
        Assert.Equal(lost, run.By!.Provider!["alpha"].Failed);
        Assert.Equal(["alpha", "beta"], run.By.Provider.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(run.By.Provider["alpha"].Requests, 1, run.By.Provider["beta"].Requests - 1); // as long as both live they take turns
        Assert.True(run.Metrics!["failedOver"].Rate > 0, "nothing was sent on to beta");
        Assert.Equal(run.By.Provider["beta"].Requests, await beta.AnswersAsync(200));
        Assert.Equal(new CheckCount(180, 0), run.Checks!.ByName["header X-Upstream-Provider"]);
    }

    [Fact]
    public async Task Run_AnUpstreamTurnsAwayForAWhile_NothingIsLostAndItComesBack()
    {
        const string Settings = """{ "ttft": "constant(10ms)", "itl": "constant(2ms)", "tokens": "constant(20)" }""";
        await using GatewayBehind alpha = await GatewayBehind.StartAsync(_folder, "alpha", Settings);
        await using GatewayBehind beta = await GatewayBehind.StartAsync(_folder, "beta", Settings);
        await using Nginx nginx = await StartAsync(alpha, beta);
        long answeredBefore = 0;

        RunResult run = await PolicyRun.OfAsync(_folder, nginx, TurnedAway, during: async intervals =>
        {
            await PolicyRun.WaitForIntervalsAsync(intervals, 1);
            await alpha.SetFaultsAsync(Rejecting);
            await PolicyRun.WaitForIntervalsAsync(intervals, 2);
            answeredBefore = await alpha.AnswersAsync(200);
            await alpha.SetFaultsAsync("{}");
        });

        long turnedAway = await alpha.AnswersAsync(503);
        Assert.Equal((200, 200), (run.Requests.Finished, run.Requests.ByOutcome["completed"]));
        Assert.True(turnedAway > 0, "alpha was not asked while it turned away");
        Assert.Equal(200 + turnedAway, run.Metrics!["attempts"].Sum);
        Assert.Equal(turnedAway / 200.0, run.Metrics["failedOver"].Rate!.Value, precision: 9);
        Assert.Equal(run.By!.Provider!["alpha"].Requests, await alpha.AnswersAsync(200));
        Assert.Equal(run.By.Provider["beta"].Requests, await beta.AnswersAsync(200));
        Assert.True(await alpha.AnswersAsync(200) > answeredBefore, "alpha was not asked again after it had recovered");
    }

    private static Task<Nginx> StartAsync(GatewayBehind alpha, GatewayBehind beta) => Nginx.StartAsync(
        new ProxyOptions { UpstreamPort = alpha.Port }, port => Policy(port, alpha.Port, beta.Port), TestContext.Current.CancellationToken);

    private static string Policy(int port, int alpha, int beta) =>
        $$"""
          upstream providers {
            server 127.0.0.1:{{alpha}} max_fails=1 fail_timeout=1s;
            server 127.0.0.1:{{beta}} max_fails=1 fail_timeout=1s;
            keepalive 64;
          }
          map $upstream_addr $provider { default ""; "~:{{alpha}}$" alpha; "~:{{beta}}$" beta; }
          map $upstream_addr $decision { default weighted; "~," fallback; }
          map $upstream_addr $attempts { default 1; "~," 2; }
          server {
            listen 127.0.0.1:{{port}};
            location /v1/ {
              proxy_pass http://providers;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_buffering off;
              proxy_next_upstream error timeout http_503 non_idempotent;
              add_header X-Upstream-Provider $provider always;
              add_header X-Route-Decision $decision always;
              add_header X-Upstream-Attempts $attempts always;
            }
          }
        """;
}
