using System.Net;
using System.Text.Json;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace HotPath.Soak.Tests.Gateway;

public sealed class FaultsTests : IDisposable
{
    private readonly GatewayFixture _gateway = new(GatewayFixture.Instant);

    public void Dispose() => _gateway.Dispose();

    [Theory]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(99, 10)] // the answer has ten
    public async Task Post_CutCleanly_EndsTheBodyWithoutDone(int after, int sent)
    {
        await SetAsync($$"""{"cutShare":1,"cutAfterTokens":{{after}},"cutCleanly":true}""");

        string text = await (await _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(",\"stream\":true,\"seed\":6")))
            .Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1 + sent, text.Split("data: ").Length - 1); // the role and the tokens
        Assert.DoesNotContain("data: [DONE]", text, StringComparison.Ordinal);
        Assert.EndsWith("\n\n", text, StringComparison.Ordinal);
        await AssertOneCut(tokens: sent);
    }

    [Fact]
    public async Task Post_Cut_BreaksTheConnection()
    {
        await SetAsync("""{"cutShare":1,"cutAfterTokens":5}""");
        using HttpResponseMessage response = await _gateway.OpenAsync(
            GatewayFixture.Chat(",\"stream\":true,\"seed\":6"), TestContext.Current.CancellationToken);

        string text = "";
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            byte[] part = new byte[512];
            while (await body.ReadAsync(part, TestContext.Current.CancellationToken) is int read and > 0)
            {
                text += System.Text.Encoding.UTF8.GetString(part, 0, read);
            }
        });

        Assert.Equal(6, text.Split("data: ").Length - 1);
        await AssertOneCut(tokens: 5);
    }

    [Fact]
    public async Task Post_Stall_HoldsEveryAnswerUntilItsEnd()
    {
        const int StallMs = 300;
        await SetAsync($$"""{"stallForMs":{{StallMs}}}""");
        long heldUntil = State.Faults.HeldUntil(State.Wheel.Now);

        Task<long>[] answers =
        [
            EndOf(_gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(",\"stream\":true"))),
            EndOf(_gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat())),
            EndOf(_gateway.PostAsync("/v1/chat/completions", "not JSON")),
            EndOf(_gateway.PostAsync("/v1/embeddings", """{"model":"e","input":"Hello"}""")),
            EndOf(_gateway.Client.GetAsync("/v1/models", TestContext.Current.CancellationToken)),
        ];
        JsonElement stats = await _gateway.StatsAsync(); // is itself not held
        bool askedDuringTheStall = State.Wheel.Now < heldUntil;
        long[] answeredAt = await Task.WhenAll(answers);

        Assert.All(answeredAt, moment => Assert.True(moment >= heldUntil, $"Answered {(heldUntil - moment) / 1e6} ms before the stall's end."));
        if (askedDuringTheStall) Assert.Equal(0, stats.GetProperty("streams").GetProperty("completed").GetInt64());
    }

    [Fact]
    public async Task Post_StallInMidStream_SendsNothingUntilItsEnd()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant with { InterTokenLatency = Distribution.Constant(5e6), Tokens = Distribution.Constant(40) });
        Task<HttpResponseMessage> answer = gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(",\"stream\":true"));
        await gateway.StatsWhenAsync(stats => stats.GetProperty("tokens").GetInt64() > 0);

        (await gateway.PostAsync("/admin/faults", """{"stallForMs":200}""")).EnsureSuccessStatusCode();
        GatewayState state = gateway.Services.GetRequiredService<GatewayState>();
        await state.Wheel.WaitUntilAsync(state.Wheel.Now + 1, TestContext.Current.CancellationToken); // so a write that had begun has ended
        long before = state.Counters.Tokens;
        await state.Wheel.WaitUntilAsync(state.Faults.HeldUntil(state.Wheel.Now) - 20_000_000, TestContext.Current.CancellationToken);
        long tokens = state.Counters.Tokens;
        bool stillHeld = state.Faults.HeldUntil(state.Wheel.Now) > state.Wheel.Now;

        if (stillHeld) Assert.Equal(before, tokens);
        Assert.Contains("data: [DONE]", await (await answer).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"cutShare":2}""")]
    [InlineData("""{"cutAfterTokens":-1}""")]
    [InlineData("""{"stallForMs":-1}""")]
    [InlineData("""{"stallAtMs":"soon"}""")]
    [InlineData("""{"cut":{"share":2}}""")]
    [InlineData("""{"cut":{"share":0.6},"lose":{"share":0.6}}""")]
    [InlineData("""{"cutShare":1,"lose":{"share":0.1}}""")]
    [InlineData("""{"delay":{"by":"soon"}}""")]
    [InlineData("""{"rejectShare":-1}""")]
    [InlineData("""{"rejectStatus":200}""")]
    [InlineData("""{"rejectStatus":600}""")]
    [InlineData("""{"rejectRetryAfterMs":-1}""")]
    [InlineData("""{"rejectCount":-1}""")]
    [InlineData("""[]""")]
    public async Task Post_FaultsThatMakeNoSense_Are400AndChangeNothing(string body)
    {
        await SetAsync("""{"cutShare":0.5}""");

        HttpResponseMessage response = await _gateway.PostAsync("/admin/faults", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0.5, State.Faults.Current.CutShare);
    }

    [Fact]
    public async Task Post_FaultsInTheScenariosForm_AreInForceAndSaid()
    {
        HttpResponseMessage response = await _gateway.PostAsync("/admin/faults", """{ "lose": { "share": 1 }, "delay": { "share": 0.5, "by": "20ms" } }""");

        JsonElement said = await GatewayFixture.JsonOf(response);
        JsonElement shown = await GatewayFixture.JsonOf(await _gateway.Client.GetAsync("/admin/faults", TestContext.Current.CancellationToken));
        Assert.Equal(said.GetRawText(), shown.GetRawText());
        Assert.Equal((1, new LastingFault(0.5, TimeSpan.FromMilliseconds(20))), (State.Faults.Current.LoseShare, State.Faults.Current.Delay));
        Assert.Equal("20ms", said.GetProperty("delay").GetProperty("by").GetString());
        Assert.Equal(1, said.GetProperty("lose").GetProperty("share").GetDouble());
    }

    [Fact]
    public async Task Post_FaultsMet_AreCountedByKind()
    {
        Assert.Equal("{}", (await _gateway.StatsAsync()).GetProperty("faults").GetRawText());
        foreach (string kind in (string[])["malformed", "lose", "repeat", "reorder", "alter", "wrongUsage", "inBandError"])
        {
            await SetAsync($$"""{ "{{kind}}": { "share": 1 }, "delay": { "share": 1, "by": "1ms" } }""");
            await _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(",\"stream\":true"));
        }

        await SetAsync("""{ "alter": { "share": 1 }, "slowRead": { "share": 1, "by": "1ms" } }""");
        await _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat());
        await _gateway.PostAsync("/v1/embeddings", """{"model":"e","input":"Hello"}""");

        Assert.Equal(
            """{"inBandError":1,"malformed":1,"lose":1,"repeat":1,"reorder":1,"alter":2,"wrongUsage":1,"delay":7,"slowRead":2}""",
            (await _gateway.StatsAsync()).GetProperty("faults").GetRawText());
        Assert.Empty(_gateway.Warnings);
    }

    [Fact]
    public async Task Post_InBandError_EndsWithTheErrorAndDone()
    {
        await SetAsync("""{ "inBandError": { "share": 1, "afterTokens": 4 } }""");

        string text = await (await _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(",\"stream\":true,\"seed\":6")))
            .Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        string[] events = text.Split("\n\n");
        Assert.Equal(1 + 4 + 2 + 1, events.Length);
        Assert.Equal("server_error", JsonElement.Parse(events[5]["data: ".Length..]).GetProperty("error").GetProperty("type").GetString());
        Assert.Equal(("data: [DONE]", ""), (events[6], events[7]));
        JsonElement stats = await _gateway.StatsAsync();
        Assert.Equal((1, 0), (stats.GetProperty("streams").GetProperty("completed").GetInt64(), stats.GetProperty("completedTokens").GetInt64()));
    }

    [Fact]
    public async Task Post_Malformed_SendsOneEventThatBreaksOffAndAllOthers()
    {
        await SetAsync("""{ "malformed": { "share": 1, "afterTokens": 99 } }"""); // the answer has ten

        string text = await (await _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(",\"stream\":true,\"seed\":6")))
            .Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        string[] events = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 10 + 1 + 1 + 1, events.Length);
        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(events[11]["data: ".Length..]));
        Assert.Equal("data: [DONE]", events[^1]);
    }

    [Fact]
    public void TryReject_Bursts_RejectsWithinThemOnly()
    {
        FaultBoard board = new(new GatewayFaults { RejectShare = 1, RejectWhen = new FaultWindow(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20)) });

        Assert.Equal(
            [false, true, true, false, true, false],
            new long[] { 9_999_999, 10_000_000, 14_999_999, 15_000_000, 30_000_000, 35_000_000 }.Select(now => board.TryReject(0, now) is not null));
    }

    [Fact]
    public void HeldUntil_AroundAStall_IsItsEndOnlyWithinIt()
    {
        FaultBoard board = new(new GatewayFaults { StallAt = TimeSpan.FromMilliseconds(10), StallFor = TimeSpan.FromMilliseconds(5) });

        Assert.Equal([0, 9_999_999, 15_000_000, 15_000_000, 15_000_000, 16_000_000],
            new long[] { 0, 9_999_999, 10_000_000, 14_999_999, 15_000_000, 16_000_000 }.Select(board.HeldUntil));
    }

    private GatewayState State => _gateway.Services.GetRequiredService<GatewayState>();

    private async Task<long> EndOf(Task<HttpResponseMessage> answer)
    {
        await answer;
        return State.Wheel.Now;
    }

    private async Task SetAsync(string faults) => (await _gateway.PostAsync("/admin/faults", faults)).EnsureSuccessStatusCode();

    private async Task AssertOneCut(int tokens)
    {
        JsonElement stats = await _gateway.StatsAsync();
        Assert.Equal("""{"opened":1,"completed":0,"cut":1,"abandoned":0,"open":0}""", stats.GetProperty("streams").GetRawText());
        Assert.Equal(tokens, stats.GetProperty("tokens").GetInt64());
        Assert.Equal(0, stats.GetProperty("completedTokens").GetInt64());
        Assert.Empty(_gateway.Warnings);
    }
}
