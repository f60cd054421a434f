using System.Net;
using System.Text.Json;

namespace HotPath.Soak.Tests.Gateway;

public sealed class CollectionEndpointTests
{
    [Fact]
    public async Task Post_FromTheSameMachine_CollectsAndSaysWhatLives()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant);
        long before = RequestedOf(await gateway.StatsAsync());

        using HttpResponseMessage answer = await gateway.PostAsync("/admin/collection", "");

        using JsonDocument said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(said.RootElement.GetProperty("pauseMs").GetDouble() > 0);
        Assert.True(said.RootElement.GetProperty("heapAfterFullMB").GetDouble() > 0.1);
        Assert.True(RequestedOf(await gateway.StatsAsync()) > before);
    }

    [Fact]
    public async Task Get_IsRefused()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant);

        using HttpResponseMessage answer = await gateway.Client.GetAsync("/admin/collection", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    private static long RequestedOf(JsonElement stats) => stats.GetProperty("process").GetProperty("gen2Requested").GetInt64();
}
