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
            "url": "http://gateway.example.com:8080", "apiKey": "env:MY_KEY", "transport": "http2", "localAddress": "127.0.0.2", "dns": { "ttl": "5m" },
            "connections": { "max": 200, "idle": "20s", "lifetime": "5m", "requests": 7 },
            "timeouts": { "connect": "1s", "firstByte": "2s", "idle": "3s", "total": "4m" },
            "tls": { "resume": false, "verify": false, "version": "1.3", "ca": "ca.pem", "clientCertificate": "client.pem", "clientKey": "client.key" },
          },
          "load": {
            "warmUp": "500ms", "arrival": "gamma", "burstiness": 0.5, "maxInFlight": 10,
            "stages": [ { "for": "30s", "rate": "200/s" }, { "for": "1.5m", "rate": "200/s", "to": "3600/h" } ],
          },
          "workload": [
            { "name": "chat-short", "weight": 10, "endpoint": "chat", "stream": false, "model": "sim-big", "prompts": [ "Hi", "Gr\u00fc\u00df \ud83d\ude00" ],
              "system": "Be brief.", "maxTokens": 50, "temperature": 0.7,
              "connection": "kept", "headers": { "X-Tenant-ID": "free", "Authorization": "env:FREE_KEY" }, "expect": { "status": [ 200, 429 ] },
              "turns": "uniform(2, 6)", "think": "exponential(2s)" },
            { "name": "embed", "endpoint": "embeddings", "stream": false, "inputs": 3, "dimensions": 256, "encoding": "base64" },
            { "name": "complete", "endpoint": "completions", "maxTokens": 7, "temperature": 0.5 },
            { "name": "respond", "endpoint": "responses", "stream": false, "system": "Be brief." },
            { "name": "message", "endpoint": "messages", "system": "Be brief.", "prompts": [ "Hi" ] },
            { "name": "models", "endpoint": "models" },
          ],
          "retry": { "attempts": 4, "budget": "25%", "base": "200ms", "cap": "3s" },
          "thresholds": [ "ttft.p99 < 800ms", "group(embed).e2e.p95 < 3s" ],
          "goodput": [ "ttft < 500ms", "tpot <= 50ms" ],
          "gateway": {
            "ttft": "uniform(10ms, 30ms)", "itl": "constant(1.5ms)", "tokens": "lognormal(60, 0.5)",
            "faults": { "cut": { "share": 0.1, "afterTokens": 3, "clean": true }, "stall": { "at": "10s", "for": "2s" },
              "reject": { "share": 0.25, "status": 503, "retryAfter": "1.5s", "count": 20, "at": "1s", "for": "500ms", "every": "2s" },
              "delay": { "share": 0.01, "by": "40ms" }, "pause": { "share": 0.02, "afterTokens": 7, "for": "3s" },
              "inBandError": { "share": 0.03, "afterTokens": 1 }, "malformed": { "share": 0.04, "afterTokens": 2 },
              "lose": { "share": 0.05 }, "repeat": { "share": 0.06 }, "reorder": { "share": 0.07 }, "alter": { "share": 0.08 },
              "wrongUsage": { "share": 0.09, "by": -3 },
              "slowRead": { "share": 0.11, "by": "50ms" }, "slowHandshake": { "share": 0.12, "by": "60ms" },
              "refuse": { "share": 0.13, "at": "4s", "for": "1s", "every": "5s" } },
            "models": [ "sim-small", "sim-big" ],
            "tenants": [
              { "name": "free", "keys": [ "sk-free", "env:FREE_KEY" ], "workspaces": [ "w1" ], "models": [ "sim-small" ], "providers": [ "alpha" ] },
              { "name": "open" },
            ],
            "limits": [
              { "per": "tenant", "of": "tokens", "window": "bucket", "limit": 1000, "every": "1m", "burst": 200, "tenants": [ "free" ], "models": [ "sim-big" ], "endpoints": [ "chat" ] },
              { "limit": 5 },
            ],
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
                Model = "sim-big",
                Prompts = ["Hi", "Gr\u00fc\u00df \ud83d\ude00"],
                SystemPrompt = "Be brief.",
                MaxTokens = 50,
                Temperature = 0.7,
                Headers = new Dictionary<string, string> { ["X-Tenant-ID"] = "free", ["Authorization"] = "env:FREE_KEY" },
                ExpectedStatus = [200, 429],
                Turns = Distribution.Uniform(2, 6),
                Think = Distribution.Exponential(2e9),
            },
            new RequestGroup { Name = "embed", Endpoint = Endpoint.Embeddings, Stream = false, Inputs = 3, Dimensions = 256, Encoding = EmbeddingEncoding.Base64 },
            new RequestGroup { Name = "complete", Endpoint = Endpoint.Completions, MaxTokens = 7, Temperature = 0.5 },
            new RequestGroup { Name = "respond", Endpoint = Endpoint.Responses, Stream = false, SystemPrompt = "Be brief." },
            new RequestGroup { Name = "message", Endpoint = Endpoint.Messages, SystemPrompt = "Be brief.", Prompts = ["Hi"] },
            new RequestGroup { Name = "models", Endpoint = Endpoint.Models },
        ],
        Retry = new RetrySettings { Attempts = 4, Budget = 0.25, Base = TimeSpan.FromMilliseconds(200), Cap = TimeSpan.FromSeconds(3) },
        Thresholds = ["ttft.p99 < 800ms", "group(embed).e2e.p95 < 3s"],
        Goodput = [new GoodputLimit(RequestLatency.Ttft, 500_000_000, MayEqual: false), new GoodputLimit(RequestLatency.Tpot, 50_000_000, MayEqual: true)],
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
        },
    };
}
