using System.Net;
using System.Text.Json;
using HotPath.Soak.Gateway;
using Microsoft.Extensions.DependencyInjection;

namespace HotPath.Soak.Tests.Gateway.Providers;

/// <summary>Providers, cache and Idempotency-Keys over real sockets, set up as a scenario sets them up.</summary>
public sealed class ForwardingTests
{
    private const string Path = "/v1/chat/completions";

    private const string Pace = "\"ttft\": \"constant(1ms)\", \"itl\": \"constant(0ms)\", \"tokens\": \"constant(10)\"";

    private const string TwoProviders = $$"""
        { {{Pace}}, "providers": [ { "name": "alpha", "weight": 3 }, { "name": "beta" } ] }
        """;

    [Fact]
    public async Task Weighted_ConcurrentRequests_SharesAndCountsAreExact()
    {
        using GatewayFixture gateway = Start(TwoProviders);

        string[] providers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async seed =>
        {
            using HttpResponseMessage answer = await SendAsync(gateway, Chat(seed, streams: seed % 2 == 0));
            Assert.Equal("weighted", Header(answer, "X-Route-Decision"));
            await AssertWholeAsync(answer, seed, streams: seed % 2 == 0);
            return Header(answer, "X-Upstream-Provider");
        }));

        Assert.Equal((150, 50), (providers.Count(name => name == "alpha"), providers.Count(name => name == "beta")));
        JsonElement stats = await gateway.StatsAsync();
        Assert.Equal(
            """{"alpha":{"attempts":150,"served":150,"failed":0,"refused":0,"left":0,"inFlight":0,"answers":150,"tokens":1500},"beta":{"attempts":50,"served":50,"failed":0,"refused":0,"left":0,"inFlight":0,"answers":50,"tokens":500}}""",
            stats.GetProperty("providers").GetRawText());
        Assert.Equal((200, 0), (stats.GetProperty("upstreamCalls").GetInt64(), stats.GetProperty("failovers").GetInt64()));
        Assert.False(stats.TryGetProperty("cache", out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Failover_OfATimeout_IsAnsweredByTheOtherAfterTheLostTime(bool streams)
    {
        using GatewayFixture gateway = Start($$"""
            { {{Pace}}, "providers": [ { "name": "alpha", "ttft": "constant(10s)" }, { "name": "beta" } ], "routing": { "policy": "priority" }, "failover": { "timeout": "200ms" } }
            """);
        GatewayState state = gateway.Services.GetRequiredService<GatewayState>();
        long askedAt = state.Wheel.Now;

        using HttpResponseMessage answer = await SendAsync(gateway, Chat(5, streams));
        long took = state.Wheel.Now - askedAt;

        Assert.Equal(("beta", "fallback"), (Header(answer, "X-Upstream-Provider"), Header(answer, "X-Route-Decision")));
        Assert.True(took >= 200 * TokenWheel.TickNanoseconds, $"{took} ns");
        Assert.True(double.Parse(Header(answer, "x-hotpath-upstream-ms"), System.Globalization.CultureInfo.InvariantCulture) >= 201);
        await AssertWholeAsync(answer, 5, streams);
        JsonElement stats = await gateway.StatsAsync();
        Assert.Equal((2, 1), (stats.GetProperty("upstreamCalls").GetInt64(), stats.GetProperty("failovers").GetInt64()));
    }

    [Theory]
    [InlineData("http", 1, true)]
    [InlineData("http", 1, false)]
    [InlineData("h2c", 2, true)]
    [InlineData("h2c", 2, false)]
    [InlineData("https", 2, true)]
    public async Task Cache_TheSameRequestAgain_IsTheVeryAnswer(string scheme, int version, bool streams)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(HandDrivenGate.SettingsOf($$"""{ {{Pace}}, "cache": {} }"""));
        HttpClient client = gateway.Client(scheme, version);

        string[] texts = new string[3];
        string[] cached = new string[3];
        for (int request = 0; request < 3; request++)
        {
            using HttpResponseMessage answer = await SendAsync(client, Chat(5, streams));
            cached[request] = Header(answer, "X-Cache");
            texts[request] = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(["miss", "hit", "hit"], cached);
        Assert.Single(texts.Distinct()); // id, created and all
        Assert.Contains(streams ? "[DONE]" : "\"usage\"", texts[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cache_SixtyFourAtOnce_AreOneCallUpstream(bool streams)
    {
        using GatewayFixture gateway = Start("""{ "ttft": "constant(100ms)", "itl": "constant(1ms)", "tokens": "constant(20)", "cache": {} }""");

        string[] texts = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            using HttpResponseMessage answer = await SendAsync(gateway, Chat(5, streams));
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }));

        Assert.Single(texts.Distinct());
        JsonElement stats = await gateway.StatsAsync();
        Assert.Equal(1, stats.GetProperty("upstreamCalls").GetInt64());
        JsonElement cache = stats.GetProperty("cache");
        Assert.Equal((63, 1, 0, 1), (cache.GetProperty("hits").GetInt64(), cache.GetProperty("misses").GetInt64(), cache.GetProperty("bypass").GetInt64(), cache.GetProperty("entries").GetInt64()));
        Assert.True(cache.GetProperty("coalesced").GetInt64() <= 63);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cache_TheFirstClientLeaves_TheOthersAreAnswered(bool streams)
    {
        using GatewayFixture gateway = Start("""{ "ttft": "constant(300ms)", "itl": "constant(1ms)", "tokens": "constant(20)", "cache": {} }""");
        using CancellationTokenSource leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<HttpResponseMessage> first = SendAsync(gateway.Client, Chat(5, streams), leave.Token);
        await gateway.StatsWhenAsync(stats => stats.GetProperty("upstreamCalls").GetInt64() == 1);
        Task<HttpResponseMessage>[] others = [.. Enumerable.Range(0, 8).Select(_ => SendAsync(gateway, Chat(5, streams)))];

        if (streams) (await first).Dispose(); // its head was there
        else
        {
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        }

        foreach (HttpResponseMessage answer in await Task.WhenAll(others)) await AssertWholeAsync(answer, 5, streams);

        JsonElement stats = await gateway.StatsWhenAsync(stats => stats.GetProperty("providers").GetProperty("default").GetProperty("inFlight").GetInt64() == 0);
        Assert.Equal(2, stats.GetProperty("upstreamCalls").GetInt64());
        Assert.Equal(1, stats.GetProperty("providers").GetProperty("default").GetProperty("left").GetInt64());
        Assert.Empty(gateway.Warnings);
    }

    [Fact]
    public async Task Cache_Embeddings_AreCachedToo()
    {
        using GatewayFixture gateway = Start($$"""{ {{Pace}}, "cache": {} }""");
        const string Body = """{"model":"e","input":["a","b"]}""";

        HttpResponseMessage first = await gateway.PostAsync("/v1/embeddings", Body);
        HttpResponseMessage second = await gateway.PostAsync("/v1/embeddings", Body);

        Assert.Equal(("miss", "hit"), (Header(first, "X-Cache"), Header(second, "X-Cache")));
        Assert.Equal(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    public async Task Cache_BodyThatIsNoRequest_IsRefusedAsEver(string body, int status)
    {
        using GatewayFixture gateway = Start($$"""{ {{Pace}}, "cache": {} }""");

        Assert.Equal(status, (int)(await gateway.PostAsync(Path, body)).StatusCode);
        Assert.Equal(0, (await gateway.StatsAsync()).GetProperty("cache").GetProperty("misses").GetInt64());
    }

    [Fact]
    public async Task Cache_BodyOfSeveralReads_IsReadTwice()
    {
        using GatewayFixture gateway = Start($$"""{ {{Pace}}, "cache": {} }""");
        string body = $$"""{"model":"m","messages":[{"role":"user","content":"{{new string('x', 1_000_000)}}"}]}""";

        HttpResponseMessage[] answers = [await gateway.PostAsync(Path, body), await gateway.PostAsync(Path, body), await gateway.PostAsync(Path, body.Replace("xx\"", "xy\"", StringComparison.Ordinal))];

        Assert.Equal(["miss", "hit", "miss"], answers.Select(answer => Header(answer, "X-Cache")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Cache_BodyThatIsTooLong_Is413()
    {
        using GatewayFixture gateway = Start($$"""{ {{Pace}}, "cache": {} }""");

        using HttpRequestMessage request = new(HttpMethod.Post, Path) { Content = GatewayFixture.Json(new string(' ', GatewayApp.MaxBodyBytes + 1)) };
        request.Headers.ExpectContinue = true; // or it would be refused while it is still sent

        using HttpResponseMessage answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Idempotency_TheSameKey_ReplaysAndAnotherBodyIs422()
    {
        using GatewayFixture gateway = Start($$"""{ {{Pace}}, "idempotency": {} }""");

        HttpResponseMessage first = await SendAsync(gateway, Chat(1, streams: false), "k1");
        HttpResponseMessage again = await SendAsync(gateway, Chat(1, streams: false), "k1");
        HttpResponseMessage other = await SendAsync(gateway, Chat(2, streams: false), "k1");

        Assert.Equal((200, 200, 422), ((int)first.StatusCode, (int)again.StatusCode, (int)other.StatusCode));
        Assert.Equal("true", Header(again, "Idempotency-Replayed"));
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, (await gateway.StatsAsync()).GetProperty("idempotency").GetProperty("replayed").GetInt64());
    }

    [Fact]
    public async Task AdminProviders_WhileItRuns_TakesTheGatewayAsIsAndSaysWhatIsInForce()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant);
        Assert.False((await gateway.PostAsync(Path, GatewayFixture.Chat())).Headers.Contains("X-Upstream-Provider"));
        Assert.False((await gateway.StatsAsync()).TryGetProperty("providers", out _));

        HttpResponseMessage set = await gateway.PostAsync("/admin/providers", """{ "providers": [ { "name": "alpha", "faults": [ { "for": "1h", "kind": "unavailable" } ] }, { "name": "beta" } ], "failover": {} }""");
        HttpResponseMessage answer = await gateway.PostAsync(Path, GatewayFixture.Chat());

        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.Equal("beta", Header(answer, "X-Upstream-Provider"));
        JsonElement state = await GatewayFixture.JsonOf(await gateway.Client.GetAsync("/admin/providers", TestContext.Current.CancellationToken));
        Assert.Equal(["alpha", "beta"], state.GetProperty("providers").EnumerateArray().Select(provider => provider.GetProperty("name").GetString()));
        Assert.Equal(0, state.GetProperty("state").GetProperty("beta").GetProperty("inFlight").GetInt64());
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.PostAsync("/admin/providers", """{ "providers": [ { "weight": 1 } ] }""")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await gateway.Client.DeleteAsync("/admin/providers", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task AdminCache_Orders_TurnItOnClearItAndTurnItOff()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant);
        Assert.Equal("none", await CachedAsync());

        await OrderAsync("""{"enabled":true,"entries":5}""");
        Assert.Equal(["miss", "hit"], [await CachedAsync(), await CachedAsync()]);
        await OrderAsync("""{"clear":true}""");
        Assert.Equal(["miss", "hit"], [await CachedAsync(), await CachedAsync()]);
        JsonElement state = await GatewayFixture.JsonOf(await gateway.Client.GetAsync("/admin/cache", TestContext.Current.CancellationToken));
        Assert.Equal((true, 5), (state.GetProperty("enabled").GetBoolean(), state.GetProperty("entries").GetInt32()));
        await OrderAsync("""{"enabled":false}""");
        Assert.Equal("none", await CachedAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.PostAsync("/admin/cache", """{"entries":0}""")).StatusCode);

        async Task OrderAsync(string order) => (await gateway.PostAsync("/admin/cache", order)).EnsureSuccessStatusCode();

        async Task<string> CachedAsync()
        {
            HttpResponseMessage answer = await gateway.PostAsync(Path, Chat(1, streams: false));
            return answer.Headers.TryGetValues("X-Cache", out IEnumerable<string>? values) ? values.Single() : "none";
        }
    }

    private static GatewayFixture Start(string gateway) => new(HandDrivenGate.SettingsOf(gateway));

    private static string Chat(int seed, bool streams) => GatewayFixture.Chat($",\"seed\":{seed},\"stream\":{(streams ? "true" : "false")},\"stream_options\":{{\"include_usage\":true}}");

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private static Task<HttpResponseMessage> SendAsync(GatewayFixture gateway, string body, string? idempotencyKey = null) =>
        SendAsync(gateway.Client, body, TestContext.Current.CancellationToken, idempotencyKey);

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string body) => SendAsync(client, body, TestContext.Current.CancellationToken);

    /// <summary>Returns when the head is there.</summary>
    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string body, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Path)
        {
            Content = GatewayFixture.Json(body),
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static async Task AssertWholeAsync(HttpResponseMessage answer, int seed, bool streams)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        if (!streams)
        {
            Assert.NotEmpty((await GatewayFixture.JsonOf(answer)).GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!);
            return;
        }

        StreamedChat chat = new(seed);
        await chat.ReadAsync(answer);
        Assert.True(chat.IsWhole);
    }
}
