using System.Globalization;
using System.Net;
using System.Text.Json;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway.Limits;

/// <summary>Limits as clients meet them, over real sockets.</summary>
public sealed class LimitsOverSocketsTests
{
    private const int Clients = 64;
    private const long Second = 1_000_000_000;
    private const int Prompt = 8; // tokens of the fixture's message
    private const int Answered = 10;

    private static readonly LimitSettings OneASecond = new() { Limit = 1 };

    public static MatrixTheoryData<string, string> Kinds { get; } = new(Enum.GetNames<LimitWindow>(), Enum.GetNames<LimitUnit>());

    /// <summary>64 clients ask at once, again and again, while the gateway's clock stands; between, it goes on by less or more than a window.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Post_64ClientsAtOnce_AreAcceptedExactlyAsTheModelSays(string window, string unit)
    {
        const int Rounds = 40;
        int cost = unit == nameof(LimitUnit.Requests) ? 1 : Prompt + Answered; // max_tokens is what is answered: nothing is given back
        LimitSettings limit = new()
        {
            Per = LimitScope.All,
            Of = Enum.Parse<LimitUnit>(unit),
            Window = Enum.Parse<LimitWindow>(window),
            Limit = 37 * cost,
            Burst = window == nameof(LimitWindow.Bucket) ? 50 * cost : null,
        };
        HandClock clock = new();
        using GatewayFixture gateway = new(GatewayFixture.Instant with { Limits = [limit] }, clock);
        AllowanceModel model = new(limit);
        Random random = new(1);
        long now = 0;
        Dictionary<long, (long Accepted, long Rejected, long Taken)> windows = [];
        for (int round = 0; round < Rounds; round++)
        {
            int expected = 0;
            while (expected < Clients && model.Allows(now, cost))
            {
                model.Take(now, cost);
                expected++;
            }

            int accepted = (await AskAtOnceAsync(gateway, $",\"max_tokens\":{Answered}")).Count(status => status == HttpStatusCode.OK);

            Assert.True(expected == accepted, $"round {round}, at {now / 1e6} ms: {accepted} accepted, {expected} by the model");
            (long Accepted, long Rejected, long Taken) counted = windows.GetValueOrDefault(now / Second);
            windows[now / Second] = (counted.Accepted + accepted, counted.Rejected + Clients - accepted, counted.Taken + ((long)accepted * cost));
            long step = random.NextInt64(Second / 2);
            clock.Move(step);
            now += step;
        }

        JsonElement stats = (await StatsAsync(gateway)).GetProperty("limits")[0];
        Assert.Equal(windows.Values.Sum(count => count.Accepted), stats.GetProperty("accepted").GetInt64());
        Assert.Equal(
            windows.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value.Accepted, entry.Value.Rejected, entry.Value.Taken)),
            stats.GetProperty("windows").EnumerateArray().Select(entry => (
                entry.GetProperty("number").GetInt64(),
                entry.GetProperty("accepted").GetInt64(),
                entry.GetProperty("rejected").GetInt64(),
                entry.GetProperty("taken").GetInt64())));
    }

    /// <summary>On the machine's own clock: whatever came in a window, of a fixed one exactly so much is accepted as it allows.</summary>
    [Fact]
    public async Task Post_64ClientsOnTheMachinesClock_EachWindowAcceptsWhatItAllows()
    {
        const int Limit = 25;
        const int Asked = 60;
        using GatewayFixture gateway = new(GatewayFixture.Instant with
        {
            Limits = [new LimitSettings { Per = LimitScope.All, Limit = Limit, Every = TimeSpan.FromMilliseconds(100) }],
        });

        HttpStatusCode[][] answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            HttpStatusCode[] statuses = new HttpStatusCode[Asked];
            for (int asked = 0; asked < Asked; asked++)
            {
                using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat());
                statuses[asked] = response.StatusCode;
            }

            return statuses;
        })));

        JsonElement limit = (await StatsAsync(gateway)).GetProperty("limits")[0];
        (long Accepted, long Rejected)[] windows =
            [.. limit.GetProperty("windows").EnumerateArray().Select(window => (window.GetProperty("accepted").GetInt64(), window.GetProperty("rejected").GetInt64()))];
        Assert.All(windows, window => Assert.Equal(Math.Min(Limit, window.Accepted + window.Rejected), window.Accepted));
        Assert.Equal(answers.Sum(statuses => statuses.Count(status => status == HttpStatusCode.OK)), limit.GetProperty("accepted").GetInt64());
        Assert.Equal(answers.Sum(statuses => statuses.Count(status => status == HttpStatusCode.TooManyRequests)), limit.GetProperty("rejected").GetInt64());
        Assert.Contains(windows, window => window.Rejected > 0);
    }

    [Fact]
    public async Task Post_WithinAndBeyond_TellsTheStateInEveryHeader()
    {
        HandClock clock = new();
        using GatewayFixture gateway = new(
            GatewayFixture.Instant with
            {
                Limits =
                [
                    new LimitSettings { Limit = 2, Every = TimeSpan.FromSeconds(90) },
                    new LimitSettings { Limit = 100, Window = LimitWindow.Sliding }, // of which more remains
                    new LimitSettings { Of = LimitUnit.Tokens, Window = LimitWindow.Bucket, Limit = 50, Burst = 100 },
                ],
            },
            clock);
        clock.Move(Second / 2);

        Dictionary<string, string> first = await HeadersAsync(gateway, HttpStatusCode.OK, ",\"max_tokens\":16"); // 8 + 16 charged, 8 + 10 used
        clock.Move(100_000_000); // 5 tokens
        await HeadersAsync(gateway, HttpStatusCode.OK, ",\"max_tokens\":16");
        Dictionary<string, string> refused = await HeadersAsync(gateway, HttpStatusCode.TooManyRequests, ",\"max_tokens\":16");

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["x-ratelimit-limit-requests"] = "2",
                ["x-ratelimit-remaining-requests"] = "1",
                ["x-ratelimit-reset-requests"] = "1m29.5s",
                ["x-ratelimit-limit-tokens"] = "100",
                ["x-ratelimit-remaining-tokens"] = "76",
                ["x-ratelimit-reset-tokens"] = "480ms",
                ["x-ratelimit-limit"] = "2",
                ["x-ratelimit-remaining"] = "1",
                ["x-ratelimit-reset"] = "90",
            },
            first);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["retry-after"] = "90",
                ["retry-after-ms"] = "89400",
                ["x-ratelimit-limit-requests"] = "2",
                ["x-ratelimit-remaining-requests"] = "0",
                ["x-ratelimit-reset-requests"] = "1m29.4s",
                ["x-ratelimit-limit-tokens"] = "100",
                ["x-ratelimit-remaining-tokens"] = "69", // 100 - 18 + 5 - 18
                ["x-ratelimit-reset-tokens"] = "620ms",
                ["x-ratelimit-limit"] = "2",
                ["x-ratelimit-remaining"] = "0",
                ["x-ratelimit-reset"] = "90",
            },
            refused);
        clock.Move(89_400_000_000);
        await HeadersAsync(gateway, HttpStatusCode.OK, "");
        Assert.Empty(gateway.Warnings);
    }

    [Fact]
    public async Task Post_MoreTokensThanEverAllowed_IsToldThatWaitingDoesNotHelp()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant with { Limits = [new LimitSettings { Of = LimitUnit.Tokens, Limit = 50 }] });

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(",\"max_tokens\":43"));

        JsonElement error = (await GatewayFixture.JsonOf(response)).GetProperty("error");
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Null(response.Headers.RetryAfter);
        Assert.Equal("50", Assert.Single(response.Headers.GetValues("X-RateLimit-Remaining")));
        Assert.Equal("tokens", error.GetProperty("type").GetString());
        Assert.Equal("rate_limit_exceeded", error.GetProperty("code").GetString());
        Assert.Contains("asks for 51 tokens; 50 are allowed at once", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    /// <summary>A fault that turns a request away comes after the limits: it is charged as a request, and no token.</summary>
    [Fact]
    public async Task Post_RejectedByAFault_HasTakenARequestAndNoTokens()
    {
        using GatewayFixture gateway = new(
            GatewayFixture.Instant with
            {
                Limits = [OneASecond, new LimitSettings { Of = LimitUnit.Tokens, Limit = 100 }],
                Faults = new GatewayFaults { RejectShare = 1, RejectStatus = 503 },
            },
            new HandClock());

        await HeadersAsync(gateway, HttpStatusCode.ServiceUnavailable, "");
        Dictionary<string, string> headers = await HeadersAsync(gateway, HttpStatusCode.TooManyRequests, "");

        Assert.Equal(("0", "100"), (headers["x-ratelimit-remaining-requests"], headers["x-ratelimit-remaining-tokens"]));
    }

    /// <summary>A stream settles before its last bytes are sent: who has read it finds the tokens given back.</summary>
    [Fact]
    public async Task Post_Stream_SettlesWhatItSent()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant with { Limits = [new LimitSettings { Of = LimitUnit.Tokens, Limit = 1_000, Every = TimeSpan.FromHours(1) }] });

        using HttpResponseMessage stream = await gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(",\"stream\":true,\"max_tokens\":500"));
        Assert.Equal("492", Assert.Single(stream.Headers.GetValues("x-ratelimit-remaining-tokens")));
        using HttpResponseMessage next = await gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(",\"max_tokens\":1"));

        Assert.Equal((1_000 - (Prompt + Answered) - (Prompt + 1)).ToString(CultureInfo.InvariantCulture), Assert.Single(next.Headers.GetValues("x-ratelimit-remaining-tokens")));
    }

    [Fact]
    public async Task Stats_ManyKeys_ShowsSomeAndTheSumOfTheOthers()
    {
        const int Tenants = 130;
        using GatewayFixture gateway = new(GatewayFixture.Instant with { Limits = [new LimitSettings { Per = LimitScope.Tenant, Limit = 1, Every = TimeSpan.FromHours(1) }] });
        for (int asked = 0; asked < 2 * Tenants; asked++)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = GatewayFixture.Json(GatewayFixture.Chat()) };
            request.Headers.Add("X-Tenant-ID", $"t{asked % Tenants}");
            using HttpResponseMessage response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(asked < Tenants ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, response.StatusCode);
        }

        JsonElement[] few = [.. (await gateway.StatsAsync()).GetProperty("limits").EnumerateArray()];
        JsonElement[] all = [.. (await StatsAsync(gateway)).GetProperty("limits").EnumerateArray()];

        Assert.Equal((101, Tenants), (few.Length, all.Length));
        Assert.Equal(("(others)", 30, 30), (few[^1].GetProperty("key").GetString(), few[^1].GetProperty("accepted").GetInt32(), few[^1].GetProperty("rejected").GetInt32()));
    }

    [Fact]
    public async Task Admin_OtherLimits_AreInForceAndShown()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant with { Limits = [OneASecond] }, new HandClock());
        await HeadersAsync(gateway, HttpStatusCode.OK, "");

        using HttpResponseMessage set = await gateway.PostAsync("/admin/limits", """[ { "per": "all", "window": "bucket", "limit": 2, "burst": 3, "endpoints": ["chat"] } ]""");
        using HttpResponseMessage shown = await gateway.Client.GetAsync("/admin/limits", TestContext.Current.CancellationToken);

        const string InForce = """[{"per":"all","of":"requests","window":"bucket","limit":2,"every":"1s","burst":3,"endpoints":["chat"]}]""";
        Assert.Equal((HttpStatusCode.OK, InForce), (set.StatusCode, await set.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal((HttpStatusCode.OK, InForce), (shown.StatusCode, await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        for (int allowed = 0; allowed < 3; allowed++) await HeadersAsync(gateway, HttpStatusCode.OK, "");
        await HeadersAsync(gateway, HttpStatusCode.TooManyRequests, "");

        (await gateway.PostAsync("/admin/limits", "[]")).EnsureSuccessStatusCode();
        Assert.Empty(await HeadersAsync(gateway, HttpStatusCode.OK, ""));
        Assert.False((await StatsAsync(gateway)).TryGetProperty("limits", out _));
    }

    [Theory]
    [InlineData("""[ { "per": "user", "limit": 0 } ]""", "limits(1,12): [0].per is \"user\"; it can be key, tenant, model, endpoint, all. limits(1,29): [0].limit is 0; it must be at least 1.")]
    [InlineData("""[ { "limit": 1, "tenants": ["fre"] } ]""", "limits(1,29): [0].tenants[0] is \"fre\"; the gateway's tenants are free.")]
    [InlineData("""{ "limit": 1 }""", "limits(1,1): the document is an object; it must be a list in [ ].")]
    [InlineData("[ {", "")]
    [InlineData("", "")]
    public async Task Admin_LimitsThatMakeNoSense_Are400AndChangeNothing(string body, string message)
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant with { Limits = [OneASecond], Tenants = [new TenantSettings { Name = "free" }] });

        using HttpResponseMessage response = await gateway.PostAsync("/admin/limits", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(message, (await GatewayFixture.JsonOf(response)).GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        JsonElement inForce = await GatewayFixture.JsonOf(await gateway.Client.GetAsync("/admin/limits", TestContext.Current.CancellationToken));
        Assert.Equal(1, inForce[0].GetProperty("limit").GetInt32());
    }

    private static Task<HttpStatusCode[]> AskAtOnceAsync(GatewayFixture gateway, string more) => Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
    {
        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(more));
        return response.StatusCode;
    }));

    private static async Task<JsonElement> StatsAsync(GatewayFixture gateway) =>
        await GatewayFixture.JsonOf(await gateway.Client.GetAsync("/stats?windows", TestContext.Current.CancellationToken));

    /// <returns>Those of the limits, their names in lower case.</returns>
    private static async Task<Dictionary<string, string>> HeadersAsync(GatewayFixture gateway, HttpStatusCode expected, string more)
    {
        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(more));
        Assert.Equal(expected, response.StatusCode);
        return response.Headers
            .Where(header => header.Key.StartsWith("x-ratelimit", StringComparison.OrdinalIgnoreCase) || header.Key.StartsWith("retry-after", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => Assert.Single(header.Value));
    }
}
