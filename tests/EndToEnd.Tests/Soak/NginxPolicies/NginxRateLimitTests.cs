using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak.NginxPolicies;

/// <summary>Runs against a real nginx that lets each key's requests pass at a rate, with a burst, and says when to come again.</summary>
public sealed class NginxRateLimitTests : IDisposable
{
    private const int RatePerSecond = 20;
    private const int Burst = 10;
    private const string Gateway = """{ "ttft": "constant(5ms)", "itl": "constant(1ms)", "tokens": "constant(10)" }""";

    private const string Limited = """
        {
          "name": "rate-limit-through-nginx",
          "target": { "url": "TARGET", "checkKey": false },
          "load": { "warmUp": "0s", "stages": [ { "for": "2s", "rate": "120/s" } ] },
          "workload": [
            { "name": "chat",
              "expect": { "status": [ 200, 429 ], "headers": { "X-RateLimit-Limit": [ "20" ] }, "refused": { "headers": { "X-RateLimit-Limit": [ "20" ], "Retry-After": [ "1" ] } } } }
          ],
          "tenants": [ { "name": "free", "weight": 3, "apiKey": "env:FREE_KEY" }, { "name": "pro", "apiKey": "env:PRO_KEY" } ],
          "thresholds": [ "errors.rate == 0%", "checks.failed == 0", "requests.byStatus.429 > 0" ]
        }
        """;

    private const string SentAgain = """
        {
          "name": "retries-through-nginx",
          "target": { "url": "TARGET", "checkKey": false, "apiKey": "env:FREE_KEY" },
          "load": { "warmUp": "0s", "stages": [ { "for": "400ms", "rate": "100/s" }, { "for": "1s", "rate": "2/s" } ] },
          "workload": [ { "name": "chat", "stream": false, "requestId": true, "expect": { "headers": { "X-RateLimit-Limit": [ "20" ] } } } ],
          "retry": { "attempts": 10, "budget": "900%", "base": "200ms", "cap": "200ms" },
          "thresholds": [ "errors.rate == 0%", "checks.failed == 0", "retries.overBudget == 0" ]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_AboveTheLimit_AcceptedIsWhatTheLeakyBucketLetsPass()
    {
        await using GatewayBehind gateway = await GatewayBehind.StartAsync(_folder, "gateway", Gateway);
        await using Nginx nginx = await StartAsync(gateway);

        RunResult run = await PolicyRun.OfAsync(_folder, nginx, Limited);

        Assert.Equal(240, run.Requests.Finished);
        Assert.Equal(240, run.Requests.ByStatus["200"] + run.Requests.ByStatus["429"]);
        Assert.Equal(run.Requests.ByStatus["200"], await gateway.AnswersAsync(200));
        Assert.Equal(new CheckCount(240, 0), run.Checks!.ByName["header X-RateLimit-Limit"]);
        Assert.Equal(new CheckCount(run.Requests.ByStatus["429"], 0), run.Checks.ByName["header Retry-After"]);
        IReadOnlyList<LoggedRequest> all = await LoggedRequest.ReadAsync(nginx, run.Requests.Finished);
        Assert.Equal(run.Requests.ByStatus["200"], all.Count(request => request.Status == 200));
        foreach (IGrouping<string, LoggedRequest> tenant in all.GroupBy(request => request.Tenant))
        {
            LeakyBucket bucket = new(RatePerSecond, Burst);
            int expected = tenant.Count(request => bucket.TryPass(request.ArrivedAt));
            int accepted = tenant.Count(request => request.Status == 200);
            long lasted = tenant.Max(request => request.ArrivedAt) - tenant.Min(request => request.ArrivedAt);
            Assert.Equal(run.By!.Tenant![tenant.Key].Requests, tenant.Count());
            Assert.InRange(accepted, expected - 1, expected + 1); // the log's times are whole milliseconds
            Assert.InRange(accepted, Burst + 1, Burst + 2 + (lasted * RatePerSecond / 1_000));
        }
    }

    [Fact]
    public async Task Run_TurnedAwayRequestsSentAgain_WaitAsLongAsNginxSaysAndAllCome()
    {
        await using GatewayBehind gateway = await GatewayBehind.StartAsync(_folder, "gateway", Gateway);
        await using Nginx nginx = await StartAsync(gateway);

        RunResult run = await PolicyRun.OfAsync(_folder, nginx, SentAgain);

        RetryFigures retries = run.Retries!;
        Assert.Equal(run.Requests.Scheduled, run.Requests.ByOutcome["completed"]);
        Assert.Equal(run.Requests.ByStatus["429"], retries.Attempts);
        Assert.Equal(retries.Requests, retries.Recovered);
        Assert.True(retries.Requests > 0, "nothing was turned away");
        Assert.Equal(run.Requests.Finished, await gateway.AnswersAsync(200));
        IReadOnlyList<LoggedRequest> all = await LoggedRequest.ReadAsync(nginx, run.Requests.Finished + retries.Attempts);
        long[] pauses = [.. all.GroupBy(request => request.Id).SelectMany(attempts => attempts.Zip(attempts.Skip(1), (one, next) => next.ArrivedAt - one.EndedAt))];
        Assert.Equal(retries.Attempts, pauses.Length);

        // One second, less what nginx' own clock lags when it is busy; without that header it would be 200 ms at most.
        Assert.All(pauses, pause => Assert.InRange(pause, 900, long.MaxValue));
    }

    private static Task<Nginx> StartAsync(GatewayBehind gateway) =>
        Nginx.StartAsync(new ProxyOptions { UpstreamPort = gateway.Port }, Policy, TestContext.Current.CancellationToken);

    private static string Policy(int port) =>
        $$"""
          map $http_authorization $tenant { default ""; "Bearer sk-free" free; "Bearer sk-pro" pro; }
          limit_req_zone $tenant zone=tenants:1m rate={{RatePerSecond}}r/s;
          limit_req_status 429;
          {{LoggedRequest.Directives}}
          server {
            listen 127.0.0.1:{{port}};
            error_page 429 @limited;
            location /v1/ {
              if ($tenant = "") { return 401; }
              limit_req zone=tenants burst={{Burst}} nodelay;
              proxy_pass http://{{NginxConfiguration.Upstream}};
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header Authorization "Bearer sk-hotpath";
              proxy_buffering off;
              add_header X-RateLimit-Limit {{RatePerSecond}} always;
            }
            location @limited {
              default_type application/json;
              add_header Retry-After 1 always;
              add_header X-RateLimit-Limit {{RatePerSecond}} always;
              return 429 '{ "error": { "message": "Too many requests.", "type": "requests", "code": "rate_limit_exceeded" } }';
            }
          }
        """;
}
