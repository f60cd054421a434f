using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Content;
using HotPath.Soak.Gateway;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;
using ChatCompletion = OpenAI.Chat.ChatCompletion;

namespace HotPath.EndToEnd.Tests.Clients;

/// <summary>OpenAI's own client takes the simulated gateway for the real thing.</summary>
public sealed class OpenAiSdkTests(HostedGateway gateway) : IClassFixture<HostedGateway>
{
    private const string Model = "sim-small";
    private static readonly ChatMessage[] Hello = [new UserChatMessage("Hello")];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetModels_Key_ListsThem()
    {
        OpenAIModelCollection models = await new OpenAIModelClient(Key, Options()).GetModelsAsync(Cancelled);

        Assert.Equal(["sim-small", "sim-large", "sim-embedding"], models.Select(model => model.Id));
        Assert.All(models, model => Assert.Equal("hotpath", model.OwnedBy));
    }

    [Fact]
    public async Task GetModel_Name_IsThatOne()
    {
        OpenAIModel model = await new OpenAIModelClient(Key, Options()).GetModelAsync("sim-large", Cancelled);

        Assert.Equal("sim-large", model.Id);
    }

    [Fact]
    public async Task GetModel_NameThatIsNotThere_IsTheErrorsMessage()
    {
        ClientResultException exception = await Assert.ThrowsAsync<ClientResultException>(() => new OpenAIModelClient(Key, Options()).GetModelAsync("gpt", Cancelled));

        Assert.Equal(404, exception.Status);
        Assert.Contains("model_not_found", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompleteChat_Seed_IsItsTextWithUsage()
    {
        ChatCompletion answer = await Chat().CompleteChatAsync(Hello, Seeded(5), Cancelled);

        Assert.Equal(HostedGateway.TextOf(5), Assert.Single(answer.Content).Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal(ChatMessageRole.Assistant, answer.Role);
        Assert.Equal(Model, answer.Model);
        Assert.StartsWith("chatcmpl-", answer.Id, StringComparison.Ordinal);
        AssertUsage(answer.Usage);
    }

    [Fact]
    public async Task CompleteChat_MaxTokens_EndsWithLength()
    {
        ChatCompletionOptions options = Seeded(5);
        options.MaxOutputTokenCount = 4;

        ChatCompletion answer = await Chat().CompleteChatAsync(Hello, options, Cancelled);

        Assert.Equal(ChatFinishReason.Length, answer.FinishReason);
        Assert.Equal(4, answer.Usage.OutputTokenCount);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)] // everything but ASCII escaped
    public async Task CompleteChatStreaming_Seed_IsItsTextWithUsageLast(long seed)
    {
        List<StreamingChatCompletionUpdate> updates = await UpdatesOf(Chat(), seed);

        AssertWhole(seed, updates);
    }

    [Fact]
    public async Task CompleteChatStreaming_OverTlsAndHttp2_IsTheSame()
    {
        List<Version> versions = [];
        using SocketsHttpHandler sockets = new() { SslOptions = { CertificateChainPolicy = gateway.Trust } };
        using VersionRecorder recorder = new(versions, sockets);
        using HttpClient http = new(recorder);
        OpenAIClientOptions options = new()
        {
            Endpoint = new Uri(gateway.SecureAddress, "/v1"),
            Transport = new HttpClientPipelineTransport(http),
        };

        List<StreamingChatCompletionUpdate> updates = await UpdatesOf(new ChatClient(Model, Key, options), seed: 8);

        AssertWhole(8, updates);
        Assert.Equal([new Version(2, 0)], versions);
    }

    /// <summary>The client does not notice: why HotPath asks for the terminal event itself.</summary>
    [Fact]
    public async Task CompleteChatStreaming_CutCleanly_EndsWithoutAFinishReason()
    {
        await gateway.SetFaultsAsync("""{"cutShare":1,"cutAfterTokens":3,"cutCleanly":true}""");
        List<StreamingChatCompletionUpdate> updates = await UpdatesOf(Chat(), seed: 6);
        await gateway.SetFaultsAsync("{}");

        Assert.Equal(1 + 3, updates.Count); // the role and the tokens
        Assert.All(updates, update => Assert.Null(update.FinishReason));
        Assert.All(updates, update => Assert.Null(update.Usage));
    }

    [Fact]
    public async Task GenerateEmbeddings_Inputs_AreTheirVectors()
    {
        string[] inputs = ["Hello", "W\u00f6rld \ud83d\ude00"];

        OpenAIEmbeddingCollection vectors = await Embeddings().GenerateEmbeddingsAsync(
            inputs, new EmbeddingGenerationOptions { Dimensions = 256 }, Cancelled); // asks for base64 by itself

        Assert.Equal(2, vectors.Count);
        Assert.All(vectors, vector => AssertVector(inputs[vector.Index], vector.ToFloats().Span, 256));
        Assert.True(vectors.Usage.TotalTokenCount > 0);
    }

    [Theory]
    [InlineData("float")]
    [InlineData("base64")]
    public async Task GenerateEmbeddings_Format_IsTheSameVector(string format)
    {
        using BinaryContent body = BinaryContent.Create(BinaryData.FromString(
            $$"""{"model":"sim-embedding","input":"Hello","encoding_format":"{{format}}"}"""));

        ClientResult result = await Embeddings().GenerateEmbeddingsAsync(body, new RequestOptions { CancellationToken = Cancelled });

        JsonElement embedding = JsonElement.Parse(result.GetRawResponse().Content.ToMemory().Span)
            .GetProperty("data")[0].GetProperty("embedding");
        float[] vector = format == "float"
            ? [.. embedding.EnumerateArray().Select(component => component.GetSingle())]
            : [.. embedding.GetBytesFromBase64().Chunk(sizeof(float)).Select(bytes => BitConverter.ToSingle(bytes))];
        AssertVector("Hello", vector, 1_536);
    }

    [Fact]
    public async Task CompleteChat_WrongKey_IsTheErrorsMessage()
    {
        ChatClient chat = new(Model, new ApiKeyCredential("sk-wrong"), Options());

        ClientResultException exception = await Assert.ThrowsAsync<ClientResultException>(() => chat.CompleteChatAsync(Hello, null, Cancelled));

        Assert.Equal(401, exception.Status);
        Assert.Contains("The bearer key is not one this gateway knows.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompleteChat_TurnedAwayTwice_IsServedTheThirdTime()
    {
        (long served, long rejected) = await AnswersAsync();
        await gateway.SetFaultsAsync("""{"rejectShare":1,"rejectStatus":429,"rejectRetryAfterMs":0,"rejectCount":2}""");

        ChatCompletion answer = await Chat().CompleteChatAsync(Hello, Seeded(5), Cancelled);

        Assert.Equal(HostedGateway.TextOf(5), Assert.Single(answer.Content).Text);
        Assert.Equal((served + 1, rejected + 2), await AnswersAsync());
    }

    [Fact]
    public async Task CompleteChat_TurnedAwayFourTimes_GivesUp()
    {
        (long served, long rejected) = await AnswersAsync();
        await gateway.SetFaultsAsync("""{"rejectShare":1,"rejectStatus":429,"rejectRetryAfterMs":0,"rejectCount":4}""");

        ClientResultException exception = await Assert.ThrowsAsync<ClientResultException>(() => Chat().CompleteChatAsync(Hello, Seeded(5), Cancelled));

        Assert.Equal(429, exception.Status);
        Assert.Contains("rate_limit_exceeded", exception.Message, StringComparison.Ordinal);
        Assert.Equal((served, rejected + 4), await AnswersAsync());
    }

    private static ApiKeyCredential Key => new(ApiKeys.Default);

    private OpenAIClientOptions Options() => new() { Endpoint = new Uri(gateway.Address, "/v1") };

    private ChatClient Chat() => new(Model, Key, Options());

    private EmbeddingClient Embeddings() => new("sim-embedding", Key, Options());

    private async Task<(long Served, long Rejected)> AnswersAsync() =>
        (await gateway.AnswersAsync("chat", 200), await gateway.AnswersAsync("chat", 429));

    private static async Task<List<StreamingChatCompletionUpdate>> UpdatesOf(ChatClient chat, long seed)
    {
        List<StreamingChatCompletionUpdate> updates = [];
        await foreach (StreamingChatCompletionUpdate update in chat.CompleteChatStreamingAsync(Hello, Seeded(seed), Cancelled))
        {
            updates.Add(update);
        }

        return updates;
    }

    private static void AssertWhole(long seed, List<StreamingChatCompletionUpdate> updates)
    {
        Assert.Equal(HostedGateway.TextOf(seed), string.Concat(updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text)));
        Assert.Equal(ChatFinishReason.Stop, Assert.Single(updates, update => update.FinishReason is not null).FinishReason);
        Assert.Same(updates[^1], Assert.Single(updates, update => update.Usage is not null)); // asked for by the client itself
        AssertUsage(updates[^1].Usage);
    }

    private static void AssertUsage(ChatTokenUsage usage)
    {
        Assert.Equal(HostedGateway.Tokens, usage.OutputTokenCount);
        Assert.True(usage.InputTokenCount > 0);
        Assert.Equal(usage.InputTokenCount + usage.OutputTokenCount, usage.TotalTokenCount);
    }

    private static void AssertVector(string input, ReadOnlySpan<float> vector, int dimensions)
    {
        Assert.Equal(dimensions, vector.Length);
        Assert.True(SimulatedEmbedding.Matches(Encoding.UTF8.GetBytes(input), vector));
    }

#pragma warning disable OPENAI001 // the client calls its own seed experimental; what is asked for by it is all that a test can foretell
    private static ChatCompletionOptions Seeded(long seed) => new() { Seed = seed };
#pragma warning restore OPENAI001

    private sealed class VersionRecorder(List<Version> versions, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Version = new Version(2, 0); // the client makes its messages itself, as HTTP/1.1
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            versions.Add(response.Version);
            return response;
        }
    }
}
