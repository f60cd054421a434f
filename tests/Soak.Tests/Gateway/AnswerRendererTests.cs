using System.Buffers;
using System.Text;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Tests.Gateway;

public class AnswerRendererTests
{
    [Theory]
    [InlineData(nameof(Endpoint.Chat))]
    [InlineData(nameof(Endpoint.Completions))]
    [InlineData(nameof(Endpoint.Messages))]
    [InlineData(nameof(Endpoint.Responses))]
    public void Begin_AfterAnotherAnswer_WritesWhatANewRendererWrites(string endpoint)
    {
        AnswerRenderer reused = AnswerApis.NewRenderer(endpoint);
        string first = Answer(reused, "a-long-name-of-a-model", seed: 5, tokens: 8, completion: 123_456_789, withUsage: true);
        string second = Answer(reused, "m", seed: 6, tokens: 3, completion: 2, withUsage: false);
        string third = Answer(reused, "a-longer-name-of-a-model-than-all", seed: 7, tokens: 9, completion: 3, withUsage: true);

        Assert.NotEqual(first, second);
        Assert.Equal(Answer(AnswerApis.NewRenderer(endpoint), "m", seed: 6, tokens: 3, completion: 2, withUsage: false), second);
        Assert.Equal(Answer(AnswerApis.NewRenderer(endpoint), "a-longer-name-of-a-model-than-all", seed: 7, tokens: 9, completion: 3, withUsage: true), third);
    }

    private static string Answer(AnswerRenderer renderer, string model, long seed, int tokens, long completion, bool withUsage)
    {
        ArrayBufferWriter<byte> output = new();
        AnswerRequest request = new(ModelName.Of(Encoding.UTF8.GetBytes(model)), seed, MaxTokens: null, Stream: true, withUsage, PromptTokens: (int)seed);
        StreamPlan plan = new(GatewayFixture.Instant with { Tokens = Distribution.Constant(tokens) }, new GatewayFaults(), seed, maxTokens: null);
        renderer.Begin(output, request, plan, completion, createdAt: 1_700_000_000 + completion);

        int written = renderer.WriteStart();
        for (int token = 0; token < tokens; token++) written += renderer.WriteToken(token);
        Assert.Equal(output.WrittenCount, written);

        renderer.WriteEnd();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
