using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using HotPath.Soak.Gateway;

namespace HotPath.EndToEnd.Tests.Clients;

/// <summary>Anthropic's own client, checking what it reads, takes the simulated gateway for the real thing.</summary>
public sealed class AnthropicSdkTests(HostedGateway gateway) : IClassFixture<HostedGateway>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_Seed_IsItsTextWithUsage()
    {
        using AnthropicClient client = Client();

        Message message = await client.Messages.Create(Seeded(5), Cancelled);

        message.Validate();
        Assert.True(Assert.Single(message.Content).TryPickText(out TextBlock? text));
        Assert.Equal(HostedGateway.TextOf(5), text.Text);
        Assert.Equal(StopReason.EndTurn, message.StopReason!.Value());
        Assert.Equal("sim-small", message.Model.Raw());
        Assert.Equal(HostedGateway.Tokens, message.Usage.OutputTokens);
        Assert.True(message.Usage.InputTokens > 0);
    }

    [Fact]
    public async Task Create_MaxTokens_EndsWithThem()
    {
        using AnthropicClient client = Client();

        Message message = await client.Messages.Create(Seeded(5) with { MaxTokens = 4 }, Cancelled);

        Assert.Equal(StopReason.MaxTokens, message.StopReason!.Value());
        Assert.Equal(4, message.Usage.OutputTokens);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)] // everything but ASCII escaped
    public async Task CreateStreaming_Seed_IsEveryKindInOrder(long seed)
    {
        using AnthropicClient client = Client();
        List<RawMessageStreamEvent> events = [];

        await foreach (RawMessageStreamEvent e in client.Messages.CreateStreaming(Seeded(seed), Cancelled))
        {
            e.Validate();
            events.Add(e);
        }

        Assert.Equal(
            [
                typeof(RawMessageStartEvent), typeof(RawContentBlockStartEvent), .. Enumerable.Repeat(typeof(RawContentBlockDeltaEvent), HostedGateway.Tokens),
                typeof(RawContentBlockStopEvent), typeof(RawMessageDeltaEvent), typeof(RawMessageStopEvent),
            ],
            events.Select(e => e.Value!.GetType()));
        Assert.Equal(HostedGateway.TextOf(seed), string.Concat(events.Select(e => e.Value).OfType<RawContentBlockDeltaEvent>().Select(TextOf)));
        RawMessageDeltaEvent end = events.Select(e => e.Value).OfType<RawMessageDeltaEvent>().Single();
        Assert.Equal(StopReason.EndTurn, end.Delta.StopReason!.Value());
        Assert.Equal(HostedGateway.Tokens, end.Usage.OutputTokens);
    }

    [Fact]
    public async Task Create_WrongKey_IsTheErrorsMessage()
    {
        using AnthropicClient client = Client("sk-wrong");

        AnthropicUnauthorizedException exception = await Assert.ThrowsAsync<AnthropicUnauthorizedException>(() => client.Messages.Create(Seeded(5), Cancelled));

        Assert.Contains("authentication_error", exception.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_NoMessages_IsABadRequest()
    {
        using AnthropicClient client = Client();

        AnthropicBadRequestException exception = await Assert.ThrowsAsync<AnthropicBadRequestException>(() => client.Messages.Create(Seeded(5) with { Messages = [] }, Cancelled));

        Assert.Contains("invalid_request_error", exception.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_TurnedAway_IsARateLimit()
    {
        await gateway.SetFaultsAsync("""{"rejectShare":1,"rejectStatus":429,"rejectRetryAfterMs":0,"rejectCount":1}""");
        using AnthropicClient client = Client();

        AnthropicRateLimitException exception = await Assert.ThrowsAsync<AnthropicRateLimitException>(() => client.Messages.Create(Seeded(5), Cancelled));

        Assert.Contains("rate_limit_error", exception.ResponseBody, StringComparison.Ordinal);
        await gateway.SetFaultsAsync("{}");
    }

    private static string TextOf(RawContentBlockDeltaEvent e)
    {
        Assert.True(e.Delta.TryPickText(out TextDelta? delta));
        return delta.Text;
    }

    private static MessageCreateParams Seeded(long seed) => new()
    {
        Model = "sim-small",
        MaxTokens = 1_000,
        Messages = [new UserMessageParam("Hello")],
        Metadata = new Metadata { UserID = $"seed-{seed}" },
    };

    private AnthropicClient Client(string key = ApiKeys.Default) => new()
    {
        BaseUrl = gateway.Address.AbsoluteUri.TrimEnd('/'),
        ApiKey = key,
        MaxRetries = 0,
        ResponseValidation = true,
    };
}
