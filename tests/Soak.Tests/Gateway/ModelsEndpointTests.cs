using System.Net;
using System.Text.Json;

namespace HotPath.Soak.Tests.Gateway;

public sealed class ModelsEndpointTests
{
    [Fact]
    public async Task Get_WithKey_ListsModels()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant);

        JsonElement answer = await GatewayFixture.JsonOf(await gateway.Client.GetAsync("/v1/models", TestContext.Current.CancellationToken));

        Assert.Equal("list", answer.GetProperty("object").GetString());
        Assert.Contains("sim-small", answer.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
        Assert.All(answer.GetProperty("data").EnumerateArray(), model => Assert.Equal("model", model.GetProperty("object").GetString()));
    }

    [Fact]
    public async Task Get_WithoutKey_Is401()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant);
        gateway.Client.DefaultRequestHeaders.Authorization = null;

        HttpResponseMessage response = await gateway.Client.GetAsync("/v1/models", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
