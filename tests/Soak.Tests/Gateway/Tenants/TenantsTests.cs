using System.Net;
using System.Text.Json;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway.Tenants;

public sealed class TenantsTests : IDisposable
{
    private const string Chat = "/v1/chat/completions";

    private readonly GatewayFixture _gateway = new(GatewayFixture.Instant with
    {
        Models = ["sim-small", "sim-large"],
        Tenants =
        [
            new TenantSettings { Name = "free", Keys = ["sk-free"], Workspaces = ["w1"], Models = ["sim-small"] },
            new TenantSettings { Name = "paid", Keys = ["sk-paid", "sk-paid-2"] },
            new TenantSettings { Name = "open", Models = ["sim-large"] },
        ],
    });

    public void Dispose() => _gateway.Dispose();

    /// <summary>Key, headers X-Tenant-ID and X-Workspace-ID, model: the status, the error's code, and who was asked for.</summary>
    [Theory]
    [InlineData("sk-free", "", "", "sim-small", 200, "", "free")]
    [InlineData("sk-free", "free", "w1", "sim-small", 200, "", "free")]
    [InlineData("sk-paid-2", "", "any", "sim-large", 200, "", "paid")]
    [InlineData("sk-hotpath", "open", "", "sim-large", 200, "", "open")]
    [InlineData("sk-other", "open", "", "sim-large", 200, "", "open")]
    [InlineData("sk-free", "open", "", "sim-large", 200, "", "open")] // it has no key of its own
    [InlineData("sk-hotpath", "", "", "sim-small", 200, "", "")]
    [InlineData("sk-wrong", "", "", "sim-small", 401, "invalid_api_key", "")]
    [InlineData("", "free", "", "sim-small", 401, "invalid_api_key", "")]
    [InlineData("sk-hotpath", "free", "", "sim-small", 403, "tenant_not_allowed", "")]
    [InlineData("sk-free", "paid", "", "sim-small", 403, "tenant_not_allowed", "free")]
    [InlineData("sk-paid", "nobody", "", "sim-small", 403, "tenant_not_allowed", "paid")]
    [InlineData("sk-free", "", "w2", "sim-small", 403, "workspace_not_allowed", "free")]
    [InlineData("sk-free", "", "", "sim-large", 403, "model_not_allowed", "free")]
    [InlineData("sk-hotpath", "open", "", "sim-small", 403, "model_not_allowed", "open")]
    [InlineData("sk-paid", "", "", "sim-huge", 404, "model_not_found", "paid")]
    public async Task Post_KeyTenantWorkspaceModel_IsAnsweredAsThePlanSays(
        string key, string tenant, string workspace, string model, int status, string code, string counted)
    {
        foreach (bool asBearer in new[] { true, false })
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Post, Chat, key, tenant, workspace, model, asBearer);
            JsonElement answer = await GatewayFixture.JsonOf(response);

            Assert.Equal(status, (int)response.StatusCode);
            Assert.True(Guid.TryParse(Assert.Single(response.Headers.GetValues("X-Request-ID")), out _));
            if (code.Length > 0) Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetString());
        }

        JsonElement tenants = (await _gateway.StatsAsync()).GetProperty("tenants");
        Assert.All(tenants.EnumerateObject(), found => Assert.Equal(
            found.Name == counted ? (2, status == 200 ? 0 : 2) : (0, 0),
            (found.Value.GetProperty("requests").GetInt32(), found.Value.GetProperty("rejected").GetInt32())));
    }

    [Theory]
    [InlineData("sk-free", "", "sim-small")]
    [InlineData("sk-paid", "", "sim-small sim-large")]
    [InlineData("sk-hotpath", "open", "sim-large")]
    public async Task GetModels_ByTenant_ListsItsPlan(string key, string tenant, string models)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, "/v1/models", key, tenant, "", "", asBearer: true);

        JsonElement answer = await GatewayFixture.JsonOf(response);
        Assert.Equal(models.Split(' '), answer.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task GetModels_WrongKey_Is401()
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, "/v1/models", "sk-wrong", "", "", "", asBearer: true);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Post_WithoutTenantsAndLimits_SendsBackOnlyARequestIdThatCame()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant);
        using HttpResponseMessage without = await gateway.PostAsync(Chat, GatewayFixture.Chat());
        gateway.Client.DefaultRequestHeaders.Add("X-Request-ID", "abc-123");
        using HttpResponseMessage with = await gateway.PostAsync(Chat, GatewayFixture.Chat(",\"stream\":true"));
        using HttpResponseMessage refused = await gateway.PostAsync(Chat, "{}");

        Assert.False(without.Headers.Contains("X-Request-ID"));
        Assert.Equal("abc-123", Assert.Single(with.Headers.GetValues("X-Request-ID")));
        Assert.Equal("abc-123", Assert.Single(refused.Headers.GetValues("X-Request-ID")));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("longer than is taken")]
    public async Task Post_RequestIdThatNoHeaderShouldCarry_GetsANewOne(string sent)
    {
        if (sent.StartsWith("longer", StringComparison.Ordinal)) sent = new string('x', 201);
        using GatewayFixture gateway = new(GatewayFixture.Instant);
        gateway.Client.DefaultRequestHeaders.TryAddWithoutValidation("X-Request-ID", sent);

        using HttpResponseMessage response = await gateway.PostAsync(Chat, GatewayFixture.Chat());

        Assert.True(Guid.TryParse(Assert.Single(response.Headers.GetValues("X-Request-ID")), out _));
        Assert.Empty(gateway.Warnings);
    }

    /// <summary>The plan comes before the limits: what is outside of it takes nothing.</summary>
    [Fact]
    public async Task Post_OutsideThePlan_TakesNothingOfALimit()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant with
        {
            Tenants = [new TenantSettings { Name = "free", Keys = [ApiKeys.Default], Models = ["sim-large"] }],
            Limits = [new LimitSettings { Per = LimitScope.Tenant, Limit = 1, Every = TimeSpan.FromHours(1) }],
        });

        Assert.Equal(HttpStatusCode.Forbidden, (await gateway.PostAsync(Chat, GatewayFixture.Chat())).StatusCode);
        string large = GatewayFixture.Chat().Replace("sim-small", "sim-large", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await gateway.PostAsync(Chat, large)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.PostAsync(Chat, large)).StatusCode);
        JsonElement stats = await gateway.StatsAsync();
        Assert.Equal("""{"free":{"rejected":2,"requests":3}}""", stats.GetProperty("tenants").GetRawText());
        Assert.Equal("""[{"per":"tenant","of":"requests","window":"fixed","key":"free","accepted":1,"rejected":1}]""", stats.GetProperty("limits").GetRawText());
    }

    [Fact]
    public async Task Post_KeyOfTheEnvironment_IsTakenFromThereAndNotShown()
    {
        const string Variable = "HOTPATH_TEST_TENANT_KEY";
        Environment.SetEnvironmentVariable(Variable, "sk-from-there");
        using GatewayFixture gateway = new(GatewayFixture.Instant with
        {
            Tenants = [new TenantSettings { Name = "free", Keys = [$"env:{Variable}"] }],
            Limits = [new LimitSettings { Limit = 10 }],
        });
        gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", "sk-from-there");

        (await gateway.PostAsync(Chat, GatewayFixture.Chat())).EnsureSuccessStatusCode();
        gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", "sk-other"); // the gateway's second key, as HOTPATH_API_KEY gives it
        (await gateway.PostAsync(Chat, GatewayFixture.Chat())).EnsureSuccessStatusCode();

        JsonElement stats = await gateway.StatsAsync();
        Assert.Equal([$"env:{Variable}", "HOTPATH_API_KEY"], stats.GetProperty("limits").EnumerateArray().Select(limit => limit.GetProperty("key").GetString()));
        Assert.Equal(1, stats.GetProperty("tenants").GetProperty("free").GetProperty("requests").GetInt32());
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string key, string tenant, string workspace, string model, bool asBearer)
    {
        HttpRequestMessage request = new(method, path);
        _gateway.Client.DefaultRequestHeaders.Authorization = null;
        if (key.Length > 0) request.Headers.Add(asBearer ? "Authorization" : "x-api-key", asBearer ? $"Bearer {key}" : key);
        if (tenant.Length > 0) request.Headers.Add("X-Tenant-ID", tenant);
        if (workspace.Length > 0) request.Headers.Add("X-Workspace-ID", workspace);
        if (model.Length > 0) request.Content = GatewayFixture.Json(GatewayFixture.Chat().Replace("sim-small", model, StringComparison.Ordinal));
        return _gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
