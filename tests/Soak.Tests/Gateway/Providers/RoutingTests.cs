using System.Buffers;
using System.Text.Json;
using HotPath.Soak.Gateway;
using HotPath.Soak.Gateway.Providers;

namespace HotPath.Soak.Tests.Gateway.Providers;

public sealed class RoutingTests
{
    private const string Three = """
        { "ttft": "constant(0ms)", "providers": [ { "name": "alpha", "weight": 3 }, { "name": "beta", "weight": 2 }, { "name": "gamma", "models": [ "m" ] } ], "routing": ROUTING }
        """;

    [Fact]
    public async Task Weighted_SixRequests_GoByWeightAndSayWhy()
    {
        HandDrivenGate gate = With("""{ "policy": "weighted" }""");

        Assert.Equal(["alpha", "alpha", "alpha", "beta", "beta", "gamma"], (await gate.ServeAsync(6)).Order(StringComparer.Ordinal));
        Assert.Equal("weighted", gate.Pass()["X-Route-Decision"]);
    }

    [Fact]
    public async Task Weighted_ModelThatFewerServe_SharesAmongThoseAlone()
    {
        HandDrivenGate gate = With("""{ "policy": "weighted" }""");

        List<string> providers = [];
        for (int request = 0; request < 50; request++)
        {
            HandDrivenPassage passage = gate.Pass(model: "other");
            await passage.EndAsync();
            providers.Add(passage["X-Upstream-Provider"]);
        }

        Assert.Equal((30, 20), (providers.Count(name => name == "alpha"), providers.Count(name => name == "beta")));
    }

    [Fact]
    public async Task Priority_AllIsWell_GoesToTheFirst()
    {
        HandDrivenGate gate = With("""{ "policy": "priority" }""");

        Assert.All(await gate.ServeAsync(10), name => Assert.Equal("alpha", name));
        Assert.Equal("priority", gate.Pass()["X-Route-Decision"]);
    }

    [Fact]
    public async Task LeastBusy_AnswersThatStayOpen_AreSpreadEvenlyAndFollowWhoIsFree()
    {
        HandDrivenGate gate = With("""{ "policy": "leastBusy" }""");

        HandDrivenPassage[] open = [.. Enumerable.Range(0, 9).Select(_ => gate.Pass())];
        await open[4].EndAsync();
        HandDrivenPassage next = gate.Pass();

        Assert.Equal(["alpha", "beta", "gamma", "alpha", "beta", "gamma", "alpha", "beta", "gamma"], open.Select(passage => passage["X-Upstream-Provider"]));
        Assert.Equal(("beta", "leastBusy"), (next["X-Upstream-Provider"], next["X-Route-Decision"]));
    }

    [Fact]
    public async Task LeastBusy_ManyAtOnce_IsExact()
    {
        HandDrivenGate gate = With("""{ "policy": "leastBusy" }""");

        await Parallel.ForAsync(0, 300, TestContext.Current.CancellationToken, async (seed, _) => await gate.Pass(seed).Task);

        Assert.All(gate.State.Forwarding.Providers.Read(0).Providers, provider => Assert.Equal(100, provider.InFlight));
    }

    [Fact]
    public async Task Cheapest_PricesKnownAndNot_GoesToTheLowestAndFromThereUp()
    {
        const string Providers = """
            { "ttft": "constant(0ms)", "providers": [ { "name": "unpriced" }, { "name": "dear", "price": 15 }, { "name": "cheap", "price": 0.4 FAILS }, { "name": "also-cheap", "price": 0.4, "models": [ "n" ] } ],
              "routing": { "policy": "cheapest" }, "failover": { "attempts": 2 } }
            """;
        HandDrivenGate sound = new(Providers.Replace("FAILS", "", StringComparison.Ordinal));
        HandDrivenGate failing = new(Providers.Replace("FAILS", ", \"errorRate\": 1", StringComparison.Ordinal));

        Assert.All(await sound.ServeAsync(5), name => Assert.Equal("cheap", name));
        Assert.Equal("cheapest", sound.Pass()["X-Route-Decision"]);
        Assert.All(await failing.ServeAsync(5), name => Assert.Equal("dear", name)); // not the one whose price nobody knows
    }

    [Fact]
    public async Task Region_OfTheRequest_GoesToItsProvidersByWeightAndElsewhereIfTheyFail()
    {
        HandDrivenGate gate = new("""
            { "ttft": "constant(0ms)", "providers": [
                { "name": "us-1", "region": "us", "weight": 3 }, { "name": "eu-1", "region": "eu" }, { "name": "us-2", "region": "us" }, { "name": "ap-1", "region": "ap", "errorRate": 1 } ],
              "routing": { "policy": "region" }, "failover": { "attempts": 2 } }
            """);

        Assert.Equal(["us-1", "us-1", "us-1", "us-2"], (await gate.ServeAsync(4, "X-Region: us")).Order(StringComparer.Ordinal));
        Assert.All(await gate.ServeAsync(4, "X-Region: eu"), name => Assert.Equal("eu-1", name));
        Assert.All(await gate.ServeAsync(4, "X-Region: ap"), name => Assert.Equal("us-1", name)); // the first elsewhere
        Assert.Equal("region", gate.Pass(headers: "X-Region: eu")["X-Route-Decision"]);
        Assert.Equal("weighted", gate.Pass(headers: "X-Region: mars")["X-Route-Decision"]);
        Assert.Equal("weighted", gate.Pass()["X-Route-Decision"]);
    }

    [Theory]
    [InlineData("beta", "beta", "preferred")]
    [InlineData("primary", "alpha", "preferred")]
    [InlineData("nobody", "alpha", "priority")] // a wish, not an order
    public void Preference_OfAProvider_IsHeededWhereItCanBe(string wish, string provider, string decision)
    {
        HandDrivenPassage passage = With("""{ "policy": "priority" }""").Pass(headers: $"X-Provider-Preference: {wish}");

        Assert.Equal((provider, decision), (passage["X-Upstream-Provider"], passage["X-Route-Decision"]));
    }

    [Theory]
    [InlineData("leastBusy", "leastBusy")]
    [InlineData("primary-only", "priority")]
    [InlineData("prefer-primary-with-fallback", "priority")]
    public void Policy_OfTheRequest_GoesBeforeTheGateways(string policy, string decision) =>
        Assert.Equal(decision, With("""{ "policy": "weighted" }""").Pass(headers: $"X-Route-Policy: {policy}")["X-Route-Decision"]);

    [Fact]
    public async Task Policy_ThatIsNone_IsRefusedAndCallsNobody()
    {
        HandDrivenGate gate = With("{}");

        Passage passage = await gate.Pass(headers: "X-Route-Policy: fastest").Task;

        Assert.Equal(400, passage.Refusal!.Status);
        Assert.Equal(0, gate.State.Forwarding.Providers.Read(0).UpstreamCalls);
    }

    [Fact]
    public async Task Models_WithARoute_GoToItsProvidersAloneTheFirstOnePrimary()
    {
        HandDrivenGate gate = With("""{ "policy": "priority", "models": { "m": [ "gamma", "beta" ] } }""");

        Assert.All(await gate.ServeAsync(3), name => Assert.Equal("gamma", name));
        Assert.Equal("alpha", gate.Pass(model: "other")["X-Upstream-Provider"]);
    }

    [Fact]
    public async Task Models_RouteAgainstTheProvidersOrder_KeepsTheSharesToTheirOwners()
    {
        HandDrivenGate gate = With("""{ "models": { "m": [ "gamma", "alpha" ] } }""");

        string[] providers = await gate.ServeAsync(40);

        Assert.Equal((30, 10), (providers.Count(name => name == "alpha"), providers.Count(name => name == "gamma")));
    }

    [Fact]
    public async Task Model_ThatNoProviderServes_Is404()
    {
        HandDrivenGate gate = new("""{ "providers": [ { "name": "alpha", "models": [ "m" ] } ] }""");

        Assert.Equal(404, (await gate.Pass(model: "other").Task).Refusal!.Status);
    }

    [Fact]
    public async Task Plan_OfATenant_IsNeverLeft()
    {
        HandDrivenGate gate = new("""
            { "ttft": "constant(0ms)", "tenants": [ { "name": "free", "providers": [ "beta", "gamma" ] }, { "name": "none", "providers": [ "gamma" ] } ],
              "providers": [ { "name": "alpha", "weight": 100 }, { "name": "beta", "errorRate": 1 }, { "name": "gamma", "models": [ "m" ] } ], "failover": { "attempts": 3 } }
            """);

        Assert.All(await gate.ServeAsync(20, "X-Tenant-ID: free"), name => Assert.Equal("gamma", name)); // beta fails each time
        HandDrivenPassage preferred = gate.Pass(headers: ["X-Tenant-ID: free", "X-Provider-Preference: alpha"]);
        Passage refused = await gate.Pass(model: "other", headers: "X-Tenant-ID: none").Task;

        Assert.Equal("gamma", preferred["X-Upstream-Provider"]);
        Assert.Equal(("provider_not_allowed", 403), (CodeOf(refused), refused.Refusal!.Status));
        Assert.Equal(1, gate.State.Admissions.Tenants.All.Single(tenant => tenant.Plan.Name == "none").Rejected);
        Assert.Equal(0, gate.State.Forwarding.Providers.Read(0).Providers[0].Attempts);
    }

    private static string? CodeOf(Passage refused)
    {
        ArrayBufferWriter<byte> body = new();
        refused.Refusal!.WriteTo(body);
        return JsonElement.Parse(body.WrittenSpan).GetProperty("error").GetProperty("code").GetString();
    }

    private static HandDrivenGate With(string routing) => new(Three.Replace("ROUTING", routing, StringComparison.Ordinal));
}
