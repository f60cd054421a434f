using System.Net.Http.Json;
using System.Text.Json;
using HotPath.Soak.Runs;
using HotPath.Soak.Tests.Gateway;
using HotPath.Soak.Tests.Gateway.Providers;

namespace HotPath.Soak.Tests.Runs;

/// <summary>What a run reads of a gateway's /stats against what the gateway writes there: a name that differs would compare nothing, in silence.</summary>
public sealed class GatewayStatsTests
{
    private const string Chat = "/v1/chat/completions";

    [Fact]
    public async Task Read_GatewayWithLimitsProvidersAndACache_HasAllCounts()
    {
        using GatewayFixture gateway = new(HandDrivenGate.SettingsOf("""
            {
              "ttft": "constant(0ms)", "itl": "constant(0ms)", "tokens": "constant(10)",
              "limits": [ { "per": "all", "limit": 4, "every": "1h" }, { "per": "key", "limit": 4, "every": "1h" } ],
              "providers": [ { "name": "alpha", "faults": [ { "for": "1h", "kind": "unavailable" } ] }, { "name": "beta" } ],
              "routing": { "policy": "priority" }, "failover": { "attempts": 2 }, "cache": {}
            }
            """));

        string[] bodies = [GatewayFixture.Chat(), GatewayFixture.Chat(), GatewayFixture.Chat(",\"temperature\":0.5")];
        foreach (string body in bodies) (await gateway.PostAsync(Chat, body)).EnsureSuccessStatusCode();
        using HttpRequestMessage bypassing = new(HttpMethod.Post, Chat) { Content = GatewayFixture.Json(GatewayFixture.Chat()) };
        bypassing.Headers.Add("X-Cache-Enabled", "false");
        (await gateway.Client.SendAsync(bypassing, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        Assert.Equal(429, (int)(await gateway.PostAsync(Chat, GatewayFixture.Chat())).StatusCode); // against both limits, and counted once

        GatewayStats stats = await ReadAsync(gateway);

        Assert.Equal(new CacheStats(Hits: 1, Misses: 2, Bypass: 1), stats.Cache);
        Assert.Equal((3L, 1L), (stats.Failovers!.Value, stats.Limited!.Value));
        Assert.Equal((0L, 3L), (stats.Providers!["alpha"].Answers!.Value, stats.Providers["alpha"].Failed));
        Assert.Equal(4, stats.Providers["beta"].Answers); // the one of the cache, too
    }

    [Fact]
    public async Task Read_GatewayWithout_HasNone()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant);

        GatewayStats stats = await ReadAsync(gateway);

        Assert.True(stats is { Cache: null, Failovers: null, Limited: null, Providers: null, Faults: not null });
    }

    private static async Task<GatewayStats> ReadAsync(GatewayFixture gateway) =>
        (await gateway.Client.GetFromJsonAsync<GatewayStats>("/stats", JsonSerializerOptions.Web, TestContext.Current.CancellationToken))!;
}
