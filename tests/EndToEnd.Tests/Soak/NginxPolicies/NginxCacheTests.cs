using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak.NginxPolicies;

/// <summary>Runs against a real nginx that caches answers to POST by their body: its X-Cache is what the figures come from.</summary>
public sealed class NginxCacheTests : IDisposable
{
    private const int Distinct = 20;

    private const string Cached = """
        {
          "name": "cache-through-nginx",
          "target": { "url": "TARGET", "checkKey": false },
          "load": { "warmUp": "0s", "stages": [ { "for": "3s", "rate": "80/s" } ] },
          "workload": [
            { "name": "stream", "weight": 2, "distinct": 10, "expect": { "model": "same", "headers": { "X-Cache": [ "hit", "miss" ] } } },
            { "name": "whole", "stream": false, "distinct": 10, "expect": { "usage": "content", "headers": { "X-Cache": [ "hit", "miss" ] } } },
            { "name": "uncached", "stream": false, "distinct": 5, "headers": { "X-Cache-Enabled": "false" }, "expect": { "headers": { "X-Cache": [ "bypass" ] } } }
          ],
          "thresholds": [ "errors.rate == 0%", "checks.failed == 0", "cache.hitRate > 50%", "cache.hitVsMissMs.high < 0", "by.cache.miss.errors.rate == 0%" ]
        }
        """;

    private const string OfTwoTenants = """
        {
          "name": "tenants-behind-a-cache",
          "target": { "url": "TARGET", "checkKey": false },
          "load": { "warmUp": "0s", "stages": [ { "for": "1s", "rate": "60/s" } ] },
          "workload": [ { "name": "chat", "distinct": 5, "expect": { "headers": { "X-Cache": [ "hit", "miss" ] } } } ],
          "tenants": [
            { "name": "first", "headers": { "X-Tenant-ID": "first" }, "providers": [ "alpha" ] },
            { "name": "second", "headers": { "X-Tenant-ID": "second" }, "providers": [ "beta" ] }
          ],
          "thresholds": [ "check(tenantProvider).failed == 0", "cache.hitRate > 50%" ]
        }
        """;

    private const string Stampede = """
        {
          "name": "cache-stampede",
          "target": { "url": "TARGET", "checkKey": false },
          "load": { "warmUp": "0s", "stages": [ { "for": "300ms", "rate": "200/s" } ] },
          "workload": [ { "name": "same", "distinct": 1, "expect": { "headers": { "X-Cache": [ "hit", "miss" ] } } } ],
          "thresholds": [ "errors.rate == 0%", "checks.failed == 0", "cache.misses == 1" ]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_RequestsThatRepeat_FiguresAreWhatNginxSaysAndTheGatewayCounts()
    {
        await using GatewayBehind gateway = await GatewayBehind.StartAsync(
            _folder, "gateway", """{ "ttft": "constant(150ms)", "itl": "constant(1ms)", "tokens": "uniform(5, 20)" }""");
        await using Nginx nginx = await StartAsync(gateway, Policy("$http_x_tenant_id", keptFor: "1s"));

        RunResult run = await PolicyRun.OfAsync(_folder, nginx, Cached);

        CacheFigures cache = run.Cache!;
        Assert.Equal(240, run.Requests.ByOutcome["completed"]);
        Assert.Equal(60, cache.Bypass);
        Assert.Equal(run.Groups["uncached"].Requests.Finished, cache.Bypass);
        Assert.Equal(180, cache.Hits + cache.Misses);
        Assert.InRange(cache.Misses, Distinct + 1, 90); // each once, and again when it is too old
        Assert.Equal(cache.Misses + cache.Bypass, await gateway.AnswersAsync(200));
        Assert.Equal(["bypass", "hit", "miss"], run.By!.Cache!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((cache.Hits, cache.Misses), (run.By.Cache["hit"].Requests, run.By.Cache["miss"].Requests));
        Assert.Equal(new CheckCount(run.Requests.Finished, 0), run.Checks!.ByName["header X-Cache"]);
        Assert.Equal(120, run.Streams.Completed); // those of the cache are verified word by word, too
    }

    [Theory]
    [InlineData("$http_x_tenant_id", true)]
    [InlineData("", false)] // the tenant forgotten in the key: what the check is for
    public async Task Run_TenantsThatAskTheSame_AnotherTenantsAnswerIsFound(string tenantInKey, bool passes)
    {
        await using GatewayBehind first = await GatewayBehind.StartAsync(_folder, "alpha", Provider("alpha"));
        await using GatewayBehind second = await GatewayBehind.StartAsync(_folder, "beta", Provider("beta"));
        string tenants = $$"""
              upstream second { server 127.0.0.1:{{second.Port}}; keepalive 64; }
              map $http_x_tenant_id $pool { default {{NginxConfiguration.Upstream}}; second second; }
            """;
        await using Nginx nginx = await StartAsync(first, port => tenants + Policy(tenantInKey, keptFor: "60s", pool: "$pool")(port));

        RunResult run = await PolicyRun.OfAsync(_folder, nginx, OfTwoTenants, passes);

        Assert.Equal(60, run.Requests.ByOutcome["completed"]);
        Assert.Equal(passes ? 10 : 5, run.Cache!.Misses); // five questions, of each tenant or of both together
        Assert.Equal(run.Cache.Misses, await first.AnswersAsync(200) + await second.AnswersAsync(200));
        CheckCount check = run.Checks!.ByName["tenantProvider"];
        Assert.Equal(60, check.Passed + check.Failed);
        Assert.InRange(check.Failed, passes ? 0 : 1, passes ? 0 : 55);
    }

    [Fact]
    public async Task Run_ManyEqualRequestsAtOnce_OneReachesTheUpstream()
    {
        await using GatewayBehind gateway = await GatewayBehind.StartAsync(
            _folder, "gateway", """{ "ttft": "constant(1s)", "itl": "constant(0ms)", "tokens": "constant(10)" }""");
        await using Nginx nginx = await StartAsync(gateway, Policy("$http_x_tenant_id", keptFor: "60s"));

        RunResult run = await PolicyRun.OfAsync(_folder, nginx, Stampede);

        Assert.Equal((1, 59), (run.Cache!.Misses, run.Cache.Hits));
        Assert.Equal(1, await gateway.AnswersAsync(200));
        Assert.True(run.By!.Cache!["hit"].E2eService!.Max > 200, "no hit had to wait for the one request: there was no stampede");
    }

    private static string Provider(string name) =>
        $$"""{ "ttft": "constant(10ms)", "itl": "constant(1ms)", "tokens": "constant(10)", "providers": [ { "name": "{{name}}" } ] }""";

    private static Task<Nginx> StartAsync(GatewayBehind gateway, Func<int, string> policy) =>
        Nginx.StartAsync(new ProxyOptions { UpstreamPort = gateway.Port }, policy, TestContext.Current.CancellationToken);

    /// <param name="tenantInKey">What tells tenants apart in the cache's key.</param>
    private static Func<int, string> Policy(string tenantInKey, string keptFor, string pool = NginxConfiguration.Upstream) => port =>
        $$"""
          proxy_cache_path cache keys_zone=answers:1m use_temp_path=off;
          map $http_x_cache_enabled $passes_by { default ""; "false" 1; }
          map $upstream_cache_status $cache {
            default "";
            HIT hit; STALE hit; UPDATING hit; REVALIDATED hit;
            MISS miss; EXPIRED miss;
            BYPASS bypass;
          }
          server {
            listen 127.0.0.1:{{port}};
            location /v1/ {
              proxy_pass http://{{pool}};
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              client_body_buffer_size 1m;
              client_body_in_single_buffer on;
              proxy_ignore_headers Cache-Control;
              proxy_cache answers;
              proxy_cache_methods POST;
              proxy_cache_key "{{tenantInKey}} $request_method $uri $request_body";
              proxy_cache_valid 200 {{keptFor}};
              proxy_cache_lock on;
              proxy_cache_lock_age 60s;
              proxy_cache_lock_timeout 60s;
              proxy_cache_bypass $passes_by;
              proxy_no_cache $passes_by;
              add_header X-Cache $cache always;
            }
          }
        """;
}
