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
            Assert.All(plan.HeadOf(new RequestDraw(seed)).Fields, header => Assert.Contains($"\r\n{header.Key}: {header.Value}", parts[0], StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(nameof(Endpoint.Chat))]
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
    public void WriteTo_EveryTenantModelAndId_AllocatesNothing()
    {
        RequestPlan plan = new(Busy, Api, "sk-test", Tenants);
        using PooledBuffer output = new();
        void WriteAll()
        {
            for (long seed = 0; seed < 100; seed++)
            {
                output.ResetWrittenCount();
                plan.WriteTo(output, new RequestDraw(seed) { Tenant = (int)(seed % 2), Model = (int)(seed / 2 % 2) });
            }
        }

        WriteAll();

        Assert.Equal(0, Allocations.Least(WriteAll));
    }

    [Fact]
    public void WriteTo_Tenants_EachHasItsOwnKeyAndHeadersAndTheGroupsWin()
    {
        RequestPlan plan = new(Busy with { Headers = new Dictionary<string, string> { ["x-shared"] = "group" } }, Api, "sk-test", Tenants);

        string free = Written(output => plan.WriteTo(output, new RequestDraw(1)));
        string pro = Written(output => plan.WriteTo(output, new RequestDraw(1) { Tenant = 1 }));

        Assert.Contains("\r\nAuthorization: Bearer sk-test\r\n", free, StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Bearer sk-pro\r\n", pro, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Tenant-ID", free, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Tenant-ID: pro\r\n", pro, StringComparison.Ordinal);
        Assert.Contains("\r\nx-shared: group\r\n", pro, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Shared: tenant", pro, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteTo_Ids_AreUuidsOfTheRequestAndOfItsText()
    {
        RequestPlan plan = new(Busy, Api, "sk-test", []);
        (string Request, string Text) IdsOf(RequestDraw draw)
        {
            string[] lines = Written(output => plan.WriteTo(output, draw)).Split("\r\n");
            return (lines.Single(line => line.StartsWith("X-Request-ID: ", StringComparison.Ordinal))[14..],
                lines.Single(line => line.StartsWith("Idempotency-Key: ", StringComparison.Ordinal))[17..]);
        }

        (string firstId, string firstKey) = IdsOf(new RequestDraw(5) { Identity = 1 });
        (string secondId, string secondKey) = IdsOf(new RequestDraw(5) { Identity = 2 });
        (string otherId, string otherKey) = IdsOf(new RequestDraw(6) { Identity = 3 });

        Assert.All((string[])[firstId, secondId, otherId, firstKey, otherKey], id => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id));
        Assert.Equal(5, ((string[])[firstId, secondId, otherId, firstKey, otherKey]).Distinct().Count());
        Assert.Equal(firstKey, secondKey);
        Assert.Equal((firstId, firstKey), IdsOf(new RequestDraw(5) { Identity = 1 }));
        Span<byte> sent = stackalloc byte[36];
        IdHeader.WriteRequestId(sent, new RequestDraw(5) { Identity = 1 });
        Assert.Equal(firstId, Encoding.ASCII.GetString(sent));
    }

    private static RequestGroup Busy { get; } = new()
    {
        Name = "busy",
        Models = [new WeightedModel("one", 1), new WeightedModel("two", 1)],
        Prompts = ["Ask {{id}} and {{n}}:"],
        PromptTokens = Distribution.Uniform(10, 200),
        SendsRequestId = true,
        SendsIdempotencyKey = true,
        Metadata = new Dictionary<string, string> { ["app"] = "x" },
    };

    private static IReadOnlyList<Tenant> Tenants { get; } =
    [
        new Tenant { Name = "free" },
        new Tenant { Name = "pro", ApiKey = "sk-pro", Headers = new Dictionary<string, string> { ["X-Tenant-ID"] = "pro", ["X-Shared"] = "tenant" } },
    ];

    private static RequestPlan PlanOf(string endpoint) =>
        new(new RequestGroup { Name = "plan", Endpoint = Enum.Parse<Endpoint>(endpoint), Prompts = ["Hi", "Hello there"] }, Api, "sk-test", []);

    private static string Written(Action<PooledBuffer> write)
    {
        using PooledBuffer output = new();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
