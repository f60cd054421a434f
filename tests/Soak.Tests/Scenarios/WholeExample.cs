using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

/// <summary>A scenario in which nothing has its default, as a file and as the values it stands for.</summary>
internal static class WholeExample
{
    public const string Json = """
        {
          "$schema": "scenario.schema.json",
          "name": "support-chat",
          "description": "Everything said.",
          "target": {
            "url": "http://gateway.example.com:8080", "apiKey": "env:MY_KEY", "checkKey": false, "transport": "http2", "localAddress": "127.0.0.2", "dns": { "ttl": "5m" },
            "connections": { "max": 200, "idle": "20s", "lifetime": "5m", "requests": 7 },
            "timeouts": { "connect": "1s", "firstByte": "2s", "idle": "3s", "total": "4m" },
            "tls": { "resume": false, "verify": false, "version": "1.3", "ca": "ca.pem", "clientCertificate": "client.pem", "clientKey": "client.key" },
          },
          "load": {
            "warmUp": "500ms", "arrival": "gamma", "burstiness": 0.5, "maxInFlight": 10, "requests": 9000,
            "stages": [ { "for": "30s", "rate": "200/s" }, { "for": "1.5m", "rate": "200/s", "to": "3600/h" } ],
          },
          "workload": [
            { "name": "chat-short", "weight": 10, "endpoint": "chat", "stream": false, "models": [ { "name": "sim-big", "weight": 4 }, { "name": "sim-small" } ], "prompts": [ "Hi", "Gr\u00fc\u00df \ud83d\ude00" ],
              "system": "Be brief.", "maxTokens": 50, "temperature": 0.7,
              "connection": "kept", "headers": { "X-Tenant-ID": "free", "Authorization": "env:FREE_KEY" }, "expect": { "status": [ 200, 429 ], "model": "same", "headers": { "X-Cache": [ "hit", "miss" ], "X-Request-ID": [] },
                "refused": { "headers": { "Retry-After": [] } }, "fields": [ "choices.0.message.content", "usage" ],
                "tokens": { "min": 5, "max": 50 }, "usage": "content", "sameRequestId": true },
              "turns": "uniform(2, 6)", "think": "exponential(2s)",
              "promptTokens": "uniform(100, 4000)", "distinct": 20, "requestId": true, "idempotencyKey": true, "metadata": { "app": "support" }, "cancelAfter": "500ms" },
            { "name": "embed", "endpoint": "embeddings", "stream": false, "model": "sim-embedding", "promptTokens": 50, "inputs": 3, "dimensions": 256, "encoding": "base64" },
            { "name": "complete", "endpoint": "completions", "maxTokens": 7, "temperature": 0.5 },
            { "name": "respond", "endpoint": "responses", "stream": false, "catalogue": "gpt-*", "system": "Be brief." },
            { "name": "windowed", "maxTokens": 500, "tokenBudget": { "context": 8192, "leastOutput": 60, "charactersPerToken": 3.5 } },
            { "name": "message", "endpoint": "messages", "system": "Be brief.", "prompts": [ "Hi" ] },
            { "name": "models", "endpoint": "models" },
            { "name": "rerank", "endpoint": "custom", "method": "PUT", "path": "/v2/rerank?top=3", "body": "{\"query\":\"{{id}}\",\"number\":{{number}}}", "contentType": "application/x-json", "distinct": 5 },
            { "name": "transcribe", "endpoint": "custom", "path": "/v1/audio", "bodyFile": "speech.wav" },
          ],
          "tenants": [
            { "name": "free", "weight": 3, "apiKey": "env:FREE_KEY", "headers": { "X-Tenant-ID": "free", "X-Secret": "env:FREE_SECRET" }, "networkDelay": "lognormal(80ms, 0.2)", "models": [ "sim-big" ], "providers": [ "alpha", "beta" ], "respectPlan": false },
            { "name": "pro" },
          ],
          "setup": [ { "method": "PUT", "url": "http://127.0.0.1:9180/routes/1", "headers": { "X-API-KEY": "env:ADMIN_KEY" }, "body": "{\"uri\":\"/v1/*\"}", "contentType": "application/merge-patch+json", "status": [ 200, 201 ] } ],
          "teardown": [ { "method": "DELETE", "url": "/admin/routes/1", "headers": { "X-Reason": "over" }, "body": "all", "contentType": "text/plain", "status": [ 204, 404 ] }, { "url": "/admin/flush", "body": "all" } ],
          "retry": { "attempts": 4, "budget": "25%", "base": "200ms", "cap": "3s", "jitter": "scaled" },
          "thresholds": [ "ttft.p99 < 800ms", "group(embed).e2e.p95 < 3s" ],
          "trends": { "gateway.heap": "5MB/h", "ttft.p99": "10%/h", "connections": "24/d", "rate": "off", "watched(nginx).rss": "2.5MB/h" },
          "alerts": { "window": "90s", "for": "15s", "webhook": "env:ALERTS_URL" },
          "influx": { "url": "http://127.0.0.1:8086/write?db=hotpath", "token": "env:INFLUX_TOKEN" },
          "goodput": [ "ttft < 500ms", "tpot <= 50ms" ],
          "metrics": [
            { "name": "upstreamMs", "header": "x-hotpath-upstream-ms", "kind": "trend", "scale": 0.001 },
            { "name": "cached", "json": "usage.prompt_tokens_details.cached_tokens", "kind": "counter" },
            { "name": "fallbacks", "header": "X-Route-Decision", "kind": "rate", "is": "fallback" },
          ],
          "cost": { "sim-big": { "input": 0.15, "output": 0.6 }, "sim-small": { "input": 0.01 }, "currency": "EUR", "rate": 0.92, "budget": 5 },
          "gateway": {
            "ttft": "uniform(10ms, 30ms)", "itl": "constant(1.5ms)", "tokens": "lognormal(60, 0.5)",
            "faults": { "cut": { "share": 0.1, "afterTokens": 3, "clean": true }, "stall": { "at": "10s", "for": "2s" },
              "reject": { "share": 0.25, "status": 503, "retryAfter": "1.5s", "count": 20, "at": "1s", "for": "500ms", "every": "2s" },
              "delay": { "share": 0.01, "by": "40ms" }, "pause": { "share": 0.02, "afterTokens": 7, "for": "3s" },
              "inBandError": { "share": 0.03, "afterTokens": 1 }, "malformed": { "share": 0.04, "afterTokens": 2 },
              "lose": { "share": 0.05 }, "repeat": { "share": 0.06 }, "reorder": { "share": 0.07 }, "alter": { "share": 0.08 },
              "wrongUsage": { "share": 0.09, "by": -3 },
              "slowRead": { "share": 0.11, "by": "50ms" }, "slowHandshake": { "share": 0.12, "by": "60ms" },
              "refuse": { "share": 0.13, "at": "4s", "for": "1s", "every": "5s" }, "leak": "2 KiB" },
            "models": [ "sim-small", "sim-big" ],
            "tenants": [
              { "name": "free", "keys": [ "sk-free", "env:FREE_KEY" ], "workspaces": [ "w1" ], "models": [ "sim-small" ], "providers": [ "alpha" ] },
              { "name": "open" },
            ],
            "limits": [
              { "per": "tenant", "of": "tokens", "window": "bucket", "limit": 1000, "every": "1m", "burst": 200, "tenants": [ "free" ], "models": [ "sim-big" ], "endpoints": [ "chat" ] },
              { "limit": 5 },
            ],
            "providers": [
              { "name": "alpha", "weight": 3, "price": 0.4, "region": "eu", "models": [ "sim-big" ], "ttft": "constant(5ms)", "itl": "uniform(1ms, 2ms)", "capacity": 50, "errorRate": 0.02, "errorStatus": 500,
                "faults": [ { "at": "5s", "for": "3s", "kind": "errors", "status": 502 }, { "at": "9s", "for": "1s", "kind": "slow", "by": "500ms" } ] },
              { "name": "beta" },
            ],
            "routing": { "policy": "leastBusy", "models": { "sim-big": [ "beta", "alpha" ] } },
            "failover": { "attempts": 3, "timeout": "1s", "on": [ 500, 504 ], "breaker": { "failures": 7, "open": "3s" } },
            "cache": { "ttl": "5s", "entries": 10, "perTenant": false, "coalesce": false },
            "idempotency": { "ttl": "90s" },
          },
        }
        """;

    public static Scenario Scenario { get; } = new()
    {
        Name = "support-chat",
        Description = "Everything said.",
        Url = new Uri("http://gateway.example.com:8080/v1"),
        Target = new TargetSettings
        {
            ApiKeyVariable = "MY_KEY",
            ChecksKey = false,
            Transport = Transport.Http2,
            LocalAddress = System.Net.IPAddress.Parse("127.0.0.2"),
            KeepAddressesFor = TimeSpan.FromMinutes(5),
            Connections = new ConnectionSettings { Max = 200, Idle = TimeSpan.FromSeconds(20), Lifetime = TimeSpan.FromMinutes(5), Requests = 7 },
            Timeouts = new TimeoutSettings
            {
                Connect = TimeSpan.FromSeconds(1),
                FirstByte = TimeSpan.FromSeconds(2),
                Idle = TimeSpan.FromSeconds(3),
                Total = TimeSpan.FromMinutes(4),
            },
            Tls = new TlsOptions
            {
                Resume = false,
                Verify = false,
                Versions = TlsVersions.Tls13,
                CaFile = "ca.pem",
                ClientCertificateFile = "client.pem",
                ClientKeyFile = "client.key",
            },
        },
        Load = new OpenLoad
        {
            WarmUp = TimeSpan.FromMilliseconds(500),
            MaxInFlight = 10,
            MostRequests = 9_000,
            Arrival = Arrival.Gamma(0.5),
            Stages = [new RateStage(TimeSpan.FromSeconds(30), 200, 200), new RateStage(TimeSpan.FromSeconds(90), 200, 1)],
        },
        Workload =
        [
            new RequestGroup
            {
                Name = "chat-short",
                Weight = 10,
                Stream = false,
                Models = [new WeightedModel("sim-big", 4), new WeightedModel("sim-small", 1)],
                Prompts = ["Hi", "Gr\u00fc\u00df \ud83d\ude00"],
                SystemPrompt = "Be brief.",
                MaxTokens = 50,
                Temperature = 0.7,
                Headers = new Dictionary<string, string> { ["X-Tenant-ID"] = "free", ["Authorization"] = "env:FREE_KEY" },
                ExpectedStatus = [200, 429],
                Expect = new ExpectedAnswer
                {
                    SameModel = true,
                    Headers = new Dictionary<string, IReadOnlyList<string>> { ["X-Cache"] = ["hit", "miss"], ["X-Request-ID"] = [] },
                    HeadersWhenRefused = new Dictionary<string, IReadOnlyList<string>> { ["Retry-After"] = [] },
                    Fields = ["choices.0.message.content", "usage"],
                    LeastTokens = 5,
                    MostTokens = 50,
                    UsageIsContent = true,
                    SameRequestId = true,
                },
                Turns = Distribution.Uniform(2, 6),
                Think = Distribution.Exponential(2e9),
                PromptTokens = Distribution.Uniform(100, 4_000),
                Distinct = 20,
                SendsRequestId = true,
                SendsIdempotencyKey = true,
                Metadata = new Dictionary<string, string> { ["app"] = "support" },
                CancelAfter = TimeSpan.FromMilliseconds(500),
            },
            new RequestGroup
            {
                Name = "embed",
                Endpoint = Endpoint.Embeddings,
                Stream = false,
                Model = "sim-embedding",
                Prompts = [],
                PromptTokens = Distribution.Constant(50),
                Inputs = 3,
                Dimensions = 256,
                Encoding = EmbeddingEncoding.Base64,
            },
            new RequestGroup { Name = "complete", Endpoint = Endpoint.Completions, MaxTokens = 7, Temperature = 0.5 },
            new RequestGroup { Name = "respond", Endpoint = Endpoint.Responses, Stream = false, Catalogue = "gpt-*", SystemPrompt = "Be brief." },
            new RequestGroup { Name = "windowed", MaxTokens = 500, Budget = new TokenBudget { Context = 8_192, LeastOutput = 60, CharactersPerToken = 3.5 } },
            new RequestGroup { Name = "message", Endpoint = Endpoint.Messages, SystemPrompt = "Be brief.", Prompts = ["Hi"] },
            new RequestGroup { Name = "models", Endpoint = Endpoint.Models },
            new RequestGroup
            {
                Name = "rerank",
                Endpoint = Endpoint.Custom,
                Custom = new CustomRequest
                {
                    Method = "PUT",
                    Path = "/v2/rerank?top=3",
                    Body = """{"query":"{{id}}","number":{{number}}}""",
                    ContentType = "application/x-json",
                },
                Distinct = 5,
            },
            new RequestGroup { Name = "transcribe", Endpoint = Endpoint.Custom, Custom = new CustomRequest { Path = "/v1/audio", BodyFile = "speech.wav" } },
        ],
        Tenants =
        [
            new Tenant
            {
                Name = "free",
                Weight = 3,
                ApiKeyVariable = "FREE_KEY",
                Headers = new Dictionary<string, string> { ["X-Tenant-ID"] = "free", ["X-Secret"] = "env:FREE_SECRET" },
                NetworkDelay = Distribution.LogNormal(80e6, 0.2),
                Models = ["sim-big"],
                Providers = ["alpha", "beta"],
                RespectsPlan = false,
            },
            new Tenant { Name = "pro" },
        ],
        Setup =
        [
            new AdminCall
            {
                Method = "PUT",
                Url = "http://127.0.0.1:9180/routes/1",
                Headers = new Dictionary<string, string> { ["X-API-KEY"] = "env:ADMIN_KEY" },
                Body = """{"uri":"/v1/*"}""",
                ContentType = "application/merge-patch+json",
                Status = [200, 201],
            },
        ],
        Teardown = [new AdminCall { Method = "DELETE", Url = "/admin/routes/1", Headers = new Dictionary<string, string> { ["X-Reason"] = "over" }, Body = "all", ContentType = "text/plain", Status = [204, 404] }, new AdminCall { Url = "/admin/flush", Body = "all" }],
        Retry = new RetrySettings { Attempts = 4, Budget = 0.25, Base = TimeSpan.FromMilliseconds(200), Cap = TimeSpan.FromSeconds(3), Jitter = RetryJitter.Scaled },
        Thresholds = ["ttft.p99 < 800ms", "group(embed).e2e.p95 < 3s"],
        Trends = new Dictionary<string, TrendLimit>
        {
            ["gateway.heap"] = new(5, false),
            ["ttft.p99"] = new(0.1, true),
            ["connections"] = new(1, false),
            ["rate"] = TrendLimit.Off,
            ["watched(nginx).rss"] = new(2.5, false),
        },
        Alerts = new AlertSettings { Window = TimeSpan.FromSeconds(90), For = TimeSpan.FromSeconds(15), Webhook = "env:ALERTS_URL" },
        Influx = new InfluxSettings { Url = "http://127.0.0.1:8086/write?db=hotpath", TokenVariable = "INFLUX_TOKEN" },
        Goodput = [new GoodputLimit(RequestLatency.Ttft, 500_000_000, MayEqual: false), new GoodputLimit(RequestLatency.Tpot, 50_000_000, MayEqual: true)],
        Metrics =
        [
            new OwnMetric { Name = "upstreamMs", Header = "x-hotpath-upstream-ms", Scale = 0.001 },
            new OwnMetric { Name = "cached", Path = "usage.prompt_tokens_details.cached_tokens", Kind = OwnMetricKind.Counter },
            new OwnMetric { Name = "fallbacks", Header = "X-Route-Decision", Kind = OwnMetricKind.Rate, Is = "fallback" },
        ],
        Cost = new CostSettings
        {
            Prices = new Dictionary<string, TokenPrice> { ["sim-big"] = new(0.15, 0.6), ["sim-small"] = new(0.01, 0) },
            Other = new OtherCurrency("EUR", 0.92),
            Budget = 5,
        },
        Gateway = new GatewaySettings
        {
            TimeToFirstToken = Distribution.Uniform(10e6, 30e6),
            InterTokenLatency = Distribution.Constant(1.5e6),
            Tokens = Distribution.LogNormal(60, 0.5),
            Faults = new GatewayFaults
            {
                CutShare = 0.1,
                CutAfterTokens = 3,
                CutCleanly = true,
                StallAt = TimeSpan.FromSeconds(10),
                StallFor = TimeSpan.FromSeconds(2),
                RejectShare = 0.25,
                RejectStatus = 503,
                RejectRetryAfter = TimeSpan.FromSeconds(1.5),
                RejectCount = 20,
                RejectWhen = new FaultWindow(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)),
                Delay = new LastingFault(0.01, TimeSpan.FromMilliseconds(40)),
                Pause = new LastingFault(0.02, TimeSpan.FromSeconds(3)),
                PauseAfterTokens = 7,
                InBandError = new PlacedFault(0.03, 1),
                Malformed = new PlacedFault(0.04, 2),
                LoseShare = 0.05,
                RepeatShare = 0.06,
                ReorderShare = 0.07,
                AlterShare = 0.08,
                WrongUsageShare = 0.09,
                WrongUsageBy = -3,
                SlowRead = new LastingFault(0.11, TimeSpan.FromMilliseconds(50)),
                SlowHandshake = new LastingFault(0.12, TimeSpan.FromMilliseconds(60)),
                RefuseShare = 0.13,
                RefuseWhen = new FaultWindow(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)),
                LeakBytes = 2_048,
            },
            Models = ["sim-small", "sim-big"],
            Tenants =
            [
                new TenantSettings { Name = "free", Keys = ["sk-free", "env:FREE_KEY"], Workspaces = ["w1"], Models = ["sim-small"], Providers = ["alpha"] },
                new TenantSettings { Name = "open" },
            ],
            Limits =
            [
                new LimitSettings
                {
                    Per = LimitScope.Tenant,
                    Of = LimitUnit.Tokens,
                    Window = LimitWindow.Bucket,
                    Limit = 1_000,
                    Every = TimeSpan.FromMinutes(1),
                    Burst = 200,
                    Tenants = ["free"],
                    Models = ["sim-big"],
                    Endpoints = [Endpoint.Chat],
                },
                new LimitSettings { Limit = 5 },
            ],
            Upstreams = new UpstreamSettings
            {
                Providers =
                [
                    new ProviderSettings
                    {
                        Name = "alpha",
                        Weight = 3,
                        Price = 0.4,
                        Region = "eu",
                        Models = ["sim-big"],
                        TimeToFirstToken = Distribution.Constant(5e6),
                        InterTokenLatency = Distribution.Uniform(1e6, 2e6),
                        Capacity = 50,
                        ErrorRate = 0.02,
                        ErrorStatus = 500,
                        Faults =
                        [
                            new ProviderFault(ProviderFaultKind.Errors, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(3)) { Status = 502 },
                            new ProviderFault(ProviderFaultKind.Slow, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(1)) { By = TimeSpan.FromMilliseconds(500) },
                        ],
                    },
                    new ProviderSettings { Name = "beta" },
                ],
                Routing = new RoutingSettings { Policy = RoutePolicy.LeastBusy, Models = [new ModelRoute("sim-big", ["beta", "alpha"])] },
                Failover = new FailoverSettings
                {
                    Attempts = 3,
                    Timeout = TimeSpan.FromSeconds(1),
                    On = [500, 504],
                    Breaker = new BreakerSettings { Failures = 7, Open = TimeSpan.FromSeconds(3) },
                },
            },
            Cache = new CacheSettings { TimeToLive = TimeSpan.FromSeconds(5), Entries = 10, PerTenant = false, Coalesce = false },
            Idempotency = new IdempotencySettings(TimeSpan.FromSeconds(90)),
        },
    };
}
