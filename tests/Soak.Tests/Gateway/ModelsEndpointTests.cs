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
    public async Task Get_OneByItsName_IsThatOne()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant);

        JsonElement answer = await GatewayFixture.JsonOf(await gateway.Client.GetAsync("/v1/models/sim-large", TestContext.Current.CancellationToken));

        Assert.Equal("""{"id":"sim-large","object":"model","created":1735689600,"owned_by":"hotpath"}""", answer.GetRawText());
    }

    [Theory]
    [InlineData("/v1/models/gpt", "'gpt'")]
    [InlineData("/v1/models/meta%2Fllama", "'meta/llama'")]
    [InlineData("/v1/models/meta/llama", "'meta/llama'")]
    public async Task Get_OneThatIsNotThere_Is404(string path, string named)
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant);

        HttpResponseMessage response = await gateway.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        JsonElement error = (await GatewayFixture.JsonOf(response)).GetProperty("error");
        Assert.Equal("model_not_found", error.GetProperty("code").GetString());
        Assert.Contains(named, error.GetProperty("message").GetString(), StringComparison.Ordinal);
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
