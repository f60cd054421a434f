using System.Net;
using System.Text.Json;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway;

public sealed class RejectionTests : IDisposable
{
    private readonly GatewayFixture _gateway = new(GatewayFixture.Instant);

    public void Dispose() => _gateway.Dispose();

    [Theory]
    [InlineData("/v1/chat/completions", ",\"stream\":true")]
    [InlineData("/v1/chat/completions", "")]
    [InlineData("/v1/embeddings", ",\"input\":\"Hello\"")]
    public async Task Post_WithinTheCount_IsTurnedAwayAndThenServed(string path, string more)
    {
        await SetAsync("""{"rejectShare":1,"rejectCount":2,"rejectRetryAfterMs":1200}""");

        for (int rejected = 0; rejected < 2; rejected++)
        {
            using HttpResponseMessage response = await _gateway.PostAsync(path, GatewayFixture.Chat(more));
            JsonElement error = (await GatewayFixture.JsonOf(response)).GetProperty("error");
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Equal("2", Assert.Single(response.Headers.GetValues("Retry-After"))); // whole seconds, not too early
            Assert.Equal("1200", Assert.Single(response.Headers.GetValues("retry-after-ms")));
            Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(member => member.Name));
            Assert.Equal("rate_limit_exceeded", error.GetProperty("code").GetString());
        }

        using HttpResponseMessage served = await _gateway.PostAsync(path, GatewayFixture.Chat(more));
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.False(served.Headers.Contains("Retry-After"));
        string route = path.EndsWith("embeddings", StringComparison.Ordinal) ? "embeddings" : "chat";
        Assert.Equal("""{"200":1,"429":2}""", (await _gateway.StatsAsync()).GetProperty("requests").GetProperty(route).GetRawText());
        Assert.Empty(_gateway.Warnings);
    }

    [Fact]
    public async Task Post_AnotherStatus_IsSentWithoutALimit()
    {
        await SetAsync("""{"rejectShare":1,"rejectStatus":503,"rejectRetryAfterMs":0}""");

        for (int rejected = 0; rejected < 5; rejected++)
        {
            using HttpResponseMessage response = await _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat());
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.Zero, response.Headers.RetryAfter!.Delta);
            Assert.Equal("server_error", (await GatewayFixture.JsonOf(response)).GetProperty("error").GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task Post_Share_IsDrawnFromTheSeed()
    {
        const int Requests = 200;
        await SetAsync("""{"rejectShare":0.3}""");
        bool[] first = await RejectedAsync(Requests);
        bool[] again = await RejectedAsync(Requests);

        Assert.Equal(first, again);
        Assert.InRange(first.Count(rejected => rejected), Requests * 2 / 10, Requests * 4 / 10);
    }

    /// <summary>What is wrong with a request is said first: it takes nothing of the count.</summary>
    [Fact]
    public async Task Post_RequestThatIsWrong_IsNotCounted()
    {
        await SetAsync("""{"rejectShare":1,"rejectCount":1}""");

        Assert.Equal(HttpStatusCode.BadRequest, (await _gateway.PostAsync("/v1/chat/completions", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _gateway.Client.GetAsync("/v1/models", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat())).StatusCode);
    }

    [Fact]
    public async Task Post_ManyAtOnce_AreTurnedAwayExactlyAsOftenAsCounted()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant with { Faults = new GatewayFaults { RejectShare = 1, RejectCount = 37 } });

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(seed =>
            gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat($",\"seed\":{seed}"))));

        Assert.Equal(37, responses.Count(response => response.StatusCode == HttpStatusCode.TooManyRequests));
        Assert.Equal(63, responses.Count(response => response.StatusCode == HttpStatusCode.OK));
    }

    private async Task<bool[]> RejectedAsync(int requests)
    {
        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, requests).Select(seed =>
            _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat($",\"seed\":{seed}"))));
        return [.. responses.Select(response => response.StatusCode == HttpStatusCode.TooManyRequests)];
    }

    private async Task SetAsync(string faults) => (await _gateway.PostAsync("/admin/faults", faults)).EnsureSuccessStatusCode();
}
