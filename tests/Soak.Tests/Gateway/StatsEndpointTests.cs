using System.Text.Json;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway;

public sealed class StatsEndpointTests
{
    [Fact]
    public async Task Get_AfterAMix_AddsUp()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant);
        for (int request = 0; request < 3; request++)
        {
            await gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(",\"stream\":true"));
        }

        await gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat());
        await gateway.PostAsync("/v1/chat/completions", "{");
        await gateway.PostAsync("/v1/embeddings", """{"model":"e","input":"Hello"}""");
        await gateway.Client.GetAsync("/v1/models", TestContext.Current.CancellationToken);
        await gateway.Client.GetAsync("/nothing", TestContext.Current.CancellationToken);
        Assert.Equal("ok", await gateway.Client.GetStringAsync("/healthz", TestContext.Current.CancellationToken));

        JsonElement stats = await gateway.StatsAsync();

        Assert.Equal(
            """{"chat":{"200":4,"400":1},"completions":{},"responses":{},"messages":{},"embeddings":{"200":1},"models":{"200":1},"other":{"404":1}}""",
            stats.GetProperty("requests").GetRawText());
        Assert.Equal("""{"opened":3,"completed":3,"cut":0,"abandoned":0,"open":0}""", stats.GetProperty("streams").GetRawText());
        Assert.Equal(30, stats.GetProperty("tokens").GetInt64());
        Assert.Equal(40, stats.GetProperty("completedTokens").GetInt64());
        Assert.Equal(
            [
                "cpuMs", "gen0", "gen1", "gen2", "gcRequested", "gen2Requested", "gcPauseMs", "gcMode", "gcPauses", "gcRequestedPauses", "heapBytes", "heap",
                "allocatedBytes", "rssBytes", "threads", "openFiles", "threadPool", "lockContentions", "exceptions", "timers",
            ],
            stats.GetProperty("process").EnumerateObject().Select(member => member.Name));
        Assert.True(stats.GetProperty("process").GetProperty("rssBytes").GetInt64() > 1_000_000);
        Assert.Equal(
            ["lateP50Ms", "lateP99Ms", "lateMaxMs", "coalesced", "held"],
            stats.GetProperty("pacing").EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_ClientLeavesBeforeTheFirstToken_IsSeenAtOnce(bool stream)
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant with { TimeToFirstToken = Distribution.Constant(3e12) });
        if (stream) (await gateway.OpenAsync(GatewayFixture.Chat(",\"stream\":true"), TestContext.Current.CancellationToken)).Dispose(); // the head is there, nothing else
        else await LeaveAsync(gateway);

        JsonElement stats = await gateway.StatsWhenAsync(stats => stream
            ? stats.GetProperty("streams").GetProperty("abandoned").GetInt64() == 1
            : HasLeft(stats));

        Assert.Equal(0, stats.GetProperty("streams").GetProperty("open").GetInt64());
        Assert.Equal(0, stats.GetProperty("completedTokens").GetInt64());
        Assert.Empty(gateway.Warnings);
    }

    [Fact]
    public async Task Get_ClientsLeaveInMidStream_OpenedIsTheSumOfTheRest()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant with { InterTokenLatency = Distribution.Constant(1e6), Tokens = Distribution.Constant(20_000) });
        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(seed => gateway.OpenAsync(
            GatewayFixture.Chat($",\"stream\":true,\"seed\":{seed}"), TestContext.Current.CancellationToken)));
        await gateway.StatsWhenAsync(stats => stats.GetProperty("tokens").GetInt64() > 100);
        foreach (HttpResponseMessage response in responses) response.Dispose();

        JsonElement stats = await gateway.StatsWhenAsync(stats => stats.GetProperty("streams").GetProperty("open").GetInt64() == 0);

        Assert.Equal("""{"opened":20,"completed":0,"cut":0,"abandoned":20,"open":0}""", stats.GetProperty("streams").GetRawText());
        Assert.Empty(gateway.Warnings);
    }

    private static bool HasLeft(JsonElement stats) => stats.GetProperty("requests").GetProperty("chat").TryGetProperty("499", out _);

    /// <summary>Who leaves before the gateway has the request is not seen there: so the next one waits longer, until one was.</summary>
    private static async Task LeaveAsync(GatewayFixture gateway)
    {
        for (int milliseconds = 50; !HasLeft(await gateway.StatsAsync()); milliseconds *= 2)
        {
            using CancellationTokenSource leave = new(milliseconds);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.OpenAsync(GatewayFixture.Chat(""), leave.Token));
        }
    }
}
