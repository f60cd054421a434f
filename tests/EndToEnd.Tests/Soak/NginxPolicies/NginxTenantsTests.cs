using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak.NginxPolicies;

/// <summary>Runs against a real nginx that knows tenants by their keys, lets each ask only for its models and sends each to providers of its own.</summary>
public sealed class NginxTenantsTests : IDisposable
{
    private const string Gateway = """{ "ttft": "constant(5ms)", "itl": "constant(1ms)", "tokens": "constant(10)" }""";

    private const string MultiTenant = """
        {
          "name": "multi-tenant-through-nginx",
          "target": { "url": "TARGET", "checkKey": false },
          "load": { "warmUp": "0s", "stages": [ { "for": "2s", "rate": "100/s" } ] },
          "workload": [
            { "name": "small", "weight": 3, "headers": { "X-Model": "sim-small" }, "expect": { "model": "same", "headers": { "X-Tenant-ID": [ "free", "pro", "greedy" ] } } },
            { "name": "large", "model": "sim-large", "headers": { "X-Model": "sim-large" },
              "expect": { "status": [ 200, 403 ], "model": "same", "headers": { "X-Tenant-ID": [ "pro" ] }, "refused": { "headers": { "X-Tenant-ID": [ "greedy" ] } } } },
            { "name": "stranger", "stream": false, "headers": { "Authorization": "env:STRANGERS_AUTHORIZATION" }, "expect": { "status": [ 401 ] } }
          ],
          "tenants": [
            { "name": "free", "weight": 2, "apiKey": "env:FREE_KEY", "models": [ "sim-small" ], "providers": [ "alpha" ] },
            { "name": "pro", "apiKey": "env:PRO_KEY", "providers": [ "beta" ] },
            { "name": "greedy", "apiKey": "env:GREEDY_KEY", "models": [ "sim-small" ], "providers": [ "alpha" ], "respectPlan": false }
          ],
          "thresholds": [ "errors.rate == 0%", "checks.failed == 0", "by.tenant.pro.errors.rate == 0%", "fairness > 0.8" ]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_TenantsByKey_EachGetsItsModelsFromItsProviders()
    {
        await using GatewayBehind alpha = await GatewayBehind.StartAsync(_folder, "alpha", Gateway);
        await using GatewayBehind beta = await GatewayBehind.StartAsync(_folder, "beta", Gateway);
        await using Nginx nginx = await Nginx.StartAsync(
            new ProxyOptions { UpstreamPort = alpha.Port }, port => Policy(port, alpha.Port, beta.Port), TestContext.Current.CancellationToken);

        RunResult run = await PolicyRun.OfAsync(_folder, nginx, MultiTenant);

        Assert.Equal(200, run.Requests.Finished);
        IReadOnlyList<LoggedRequest> all = await LoggedRequest.ReadAsync(nginx, run.Requests.Finished);
        long CountOf(string tenant, int status) => all.Count(request => request.Tenant == tenant && request.Status == status);
        Assert.Equal(CountOf("greedy", 403), run.Requests.ByStatus["403"]);
        Assert.Equal(run.Groups["large"].Requests.ByStatus["403"], run.Requests.ByStatus["403"]);
        Assert.Equal((40, 40), (run.Groups["stranger"].Requests.Finished, CountOf("", 401)));
        IReadOnlyDictionary<string, SliceFigures> providers = run.By!.Provider!;
        Assert.Equal(["alpha", "beta", "none"], providers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((CountOf("free", 200) + CountOf("greedy", 200), CountOf("pro", 200)), (providers["alpha"].Requests, providers["beta"].Requests));
        Assert.Equal((await alpha.AnswersAsync(200), await beta.AnswersAsync(200)), (providers["alpha"].Requests, providers["beta"].Requests));
        Assert.Equal(new CheckCount(run.Requests.ByStatus["200"], 0), run.Checks!.ByName["tenantProvider"]);
        Assert.Equal(new CheckCount(providers["alpha"].Requests, 0), run.Checks.ByName["tenantModel"]);
        Assert.Equal(new CheckCount(160, 0), run.Checks.ByName["header X-Tenant-ID"]);
    }

    private static string Policy(int port, int alpha, int beta) =>
        $$"""
          upstream pro { server 127.0.0.1:{{beta}}; keepalive 64; }
          map $http_authorization $tenant { default ""; "Bearer sk-free" free; "Bearer sk-pro" pro; "Bearer sk-greedy" greedy; }
          map "$tenant $http_x_model" $forbidden { default 1; "~^pro " ""; "~ sim-small$" ""; }
          map $tenant $pool { default {{NginxConfiguration.Upstream}}; pro pro; }
          map $upstream_addr $provider { default ""; "~:{{alpha}}$" alpha; "~:{{beta}}$" beta; }
          {{LoggedRequest.Directives}}
          server {
            listen 127.0.0.1:{{port}};
            error_page 401 @unknown;
            error_page 403 @forbidden;
            location /v1/ {
              if ($tenant = "") { return 401; }
              if ($forbidden) { return 403; }
              proxy_pass http://$pool;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header Authorization "Bearer sk-hotpath";
              proxy_buffering off;
              add_header X-Tenant-ID $tenant always;
              add_header X-Upstream-Provider $provider always;
            }
            location @unknown {
              default_type application/json;
              return 401 '{ "error": { "message": "No such key.", "type": "invalid_request_error", "code": "invalid_api_key" } }';
            }
            location @forbidden {
              default_type application/json;
              add_header X-Tenant-ID $tenant always;
              return 403 '{ "error": { "message": "Not in the plan.", "type": "invalid_request_error", "code": "model_not_allowed" } }';
            }
          }
        """;
}
