using System.ClientModel;
using HotPath.Soak.Gateway;
using OpenAI.Responses;

namespace HotPath.EndToEnd.Tests.Clients;

#pragma warning disable OPENAI001 // the client calls its whole responses area experimental; the endpoint is not

/// <summary>OpenAI's own client takes the simulated gateway's responses for the real thing.</summary>
public sealed class OpenAiResponsesTests(HostedGateway gateway) : IClassFixture<HostedGateway>
{
    private const string Model = "sim-small";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateResponse_Seed_IsItsTextWithUsage()
    {
        ResponseResult response = await Client().CreateResponseAsync(Seeded(5), Cancelled);

        AssertWhole(response, 5);
        Assert.Equal(Model, response.Model);
    }

    [Fact]
    public async Task CreateResponse_MaxTokens_IsIncomplete()
    {
        CreateResponseOptions options = Seeded(5);
        options.MaxOutputTokenCount = 4;

        ResponseResult response = await Client().CreateResponseAsync(options, Cancelled);

        Assert.Equal(ResponseStatus.Incomplete, response.Status);
        Assert.Equal(ResponseIncompleteStatusReason.MaxOutputTokens, response.IncompleteStatusDetails.Reason);
        Assert.Equal(4, response.Usage.OutputTokenCount);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)] // everything but ASCII escaped
    public async Task CreateResponseStreaming_Seed_IsEveryKindInOrder(long seed)
    {
        CreateResponseOptions options = Seeded(seed);
        options.StreamingEnabled = true;
        List<StreamingResponseUpdate> updates = [];

        await foreach (StreamingResponseUpdate update in await Client().CreateResponseStreamingAsync(options, Cancelled))
        {
            updates.Add(update);
        }

        Assert.Equal(
            [
                typeof(StreamingResponseCreatedUpdate), typeof(StreamingResponseInProgressUpdate), typeof(StreamingResponseOutputItemAddedUpdate),
                typeof(StreamingResponseContentPartAddedUpdate), .. Enumerable.Repeat(typeof(StreamingResponseOutputTextDeltaUpdate), HostedGateway.Tokens),
                typeof(StreamingResponseOutputTextDoneUpdate), typeof(StreamingResponseContentPartDoneUpdate), typeof(StreamingResponseOutputItemDoneUpdate),
                typeof(StreamingResponseCompletedUpdate),
            ],
            updates.Select(update => update.GetType()));
        Assert.Equal(Enumerable.Range(0, updates.Count), updates.Select(update => update.SequenceNumber));
        string text = HostedGateway.TextOf(seed);
        Assert.Equal(text, string.Concat(updates.OfType<StreamingResponseOutputTextDeltaUpdate>().Select(update => update.Delta)));
        Assert.Equal(text, updates.OfType<StreamingResponseOutputTextDoneUpdate>().Single().Text);
        Assert.Equal(text, updates.OfType<StreamingResponseContentPartDoneUpdate>().Single().Part.Text);
        AssertWhole(updates.OfType<StreamingResponseCompletedUpdate>().Single().Response, seed);
    }

    [Fact]
    public async Task CreateResponse_WrongKey_IsTheErrorsMessage()
    {
        ResponsesClient client = new(new ApiKeyCredential("sk-wrong"), Options());

        ClientResultException exception = await Assert.ThrowsAsync<ClientResultException>(() => client.CreateResponseAsync(Seeded(5), Cancelled));

        Assert.Equal(401, exception.Status);
        Assert.Contains("The bearer key is not one this gateway knows.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateResponse_TurnedAwayFourTimes_GivesUp()
    {
        await gateway.SetFaultsAsync("""{"rejectShare":1,"rejectStatus":429,"rejectRetryAfterMs":0,"rejectCount":4}""");

        ClientResultException exception = await Assert.ThrowsAsync<ClientResultException>(() => Client().CreateResponseAsync(Seeded(5), Cancelled));

        Assert.Equal(429, exception.Status);
        Assert.Equal(4, await gateway.AnswersAsync("responses", 429));
        await gateway.SetFaultsAsync("{}");
    }

    private static void AssertWhole(ResponseResult response, long seed)
    {
        Assert.Equal(HostedGateway.TextOf(seed), response.GetOutputText());
        Assert.Equal(ResponseStatus.Completed, response.Status);
        Assert.Null(response.Error);
        Assert.Equal(HostedGateway.Tokens, response.Usage.OutputTokenCount);
        Assert.True(response.Usage.InputTokenCount > 0);
        Assert.Equal(response.Usage.InputTokenCount + response.Usage.OutputTokenCount, response.Usage.TotalTokenCount);
    }

    private static CreateResponseOptions Seeded(long seed) => new(Model, [ResponseItem.CreateUserMessageItem("Hello")])
    {
        Metadata = { ["seed"] = $"{seed}" },
    };

    private ResponsesClientOptions Options() => new() { Endpoint = new Uri(gateway.Address, "/v1") };

    private ResponsesClient Client() => new(new ApiKeyCredential(ApiKeys.Default), Options());
}
