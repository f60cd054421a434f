using System.Text;
using HotPath.Requests;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Tests;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Tests.Load;

public sealed class RequestPlanTests
{
    private static readonly Uri Api = new("http://gateway.example.com:8080/v1");

    [Theory]
    [InlineData(nameof(Endpoint.Chat), "POST /v1/chat/completions HTTP/1.1\r\n")]
    [InlineData(nameof(Endpoint.Completions), "POST /v1/completions HTTP/1.1\r\n")]
    [InlineData(nameof(Endpoint.Responses), "POST /v1/responses HTTP/1.1\r\n")]
    [InlineData(nameof(Endpoint.Messages), "POST /v1/messages HTTP/1.1\r\n")]
    [InlineData(nameof(Endpoint.Embeddings), "POST /v1/embeddings HTTP/1.1\r\n")]
    [InlineData(nameof(Endpoint.Models), "GET /v1/models HTTP/1.1\r\n")]
    public void WriteTo_EachEndpoint_IsAHeadWithTheLengthOfTheSameBody(string endpoint, string requestLine)
    {
        RequestPlan plan = PlanOf(endpoint);

        for (long seed = 0; seed < 10; seed++)
        {
            string whole = Written(output => plan.WriteTo(output, new RequestDraw(seed)));
            string body = Written(output => plan.WriteBodyTo(output, new RequestDraw(seed)));

            string[] parts = whole.Split("\r\n\r\n", 2);
            Assert.StartsWith(requestLine, parts[0], StringComparison.Ordinal);
            Assert.Equal(body, parts[1]);
            Assert.Matches($"\r\nContent-Length: +{Encoding.UTF8.GetByteCount(body)}$", parts[0]);
            Assert.Equal(endpoint == nameof(Endpoint.Models), body.Length == 0);
            Assert.All(plan.Headers, header => Assert.Contains($"\r\n{header.Key}: {header.Value}", parts[0], StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(nameof(Endpoint.Chat))]
    [InlineData(nameof(Endpoint.Completions))]
    [InlineData(nameof(Endpoint.Responses))]
    [InlineData(nameof(Endpoint.Messages))]
    [InlineData(nameof(Endpoint.Embeddings))]
    [InlineData(nameof(Endpoint.Models))]
    public void WriteTo_WarmBuffer_AllocatesNothing(string endpoint)
    {
        RequestPlan plan = PlanOf(endpoint);
        using PooledBuffer output = new();
        plan.WriteTo(output, new RequestDraw(1));

        long allocated = Allocations.Least(() =>
        {
            for (long seed = 0; seed < 100; seed++)
            {
                output.ResetWrittenCount();
                plan.WriteTo(output, new RequestDraw(seed));
            }
        });

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void WriteBodyTo_SeveralInputs_FollowEachOtherRoundAndRound()
    {
        RequestGroup group = new() { Name = "e", Endpoint = Endpoint.Embeddings, Prompts = ["a", "b \"c\""], Inputs = 3, Dimensions = 8, Encoding = EmbeddingEncoding.Base64 };
        RequestPlan plan = new(group, Api, "sk-test");

        string[] bodies = [.. Enumerable.Range(0, 20).Select(seed => Written(output => plan.WriteBodyTo(output, new RequestDraw(seed)))).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(
            [
                """{"model":"sim-small","encoding_format":"base64","dimensions":8,"input":["a","b \"c\"","a"]}""",
                """{"model":"sim-small","encoding_format":"base64","dimensions":8,"input":["b \"c\"","a","b \"c\""]}""",
            ],
            bodies);
    }

    [Fact]
    public void Headers_Messages_AreAnthropics()
    {
        RequestPlan plan = PlanOf(nameof(Endpoint.Messages));

        Assert.Contains(new("x-api-key", "sk-test"), plan.Headers);
        Assert.Contains(plan.Headers, header => header.Key == "anthropic-version");
        Assert.DoesNotContain(plan.Headers, header => header.Key == "Authorization");
    }

    private static RequestPlan PlanOf(string endpoint) =>
        new(new RequestGroup { Name = "plan", Endpoint = Enum.Parse<Endpoint>(endpoint), Prompts = ["Hi", "Hello there"] }, Api, "sk-test");

    private static string Written(Action<PooledBuffer> write)
    {
        using PooledBuffer output = new();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
