using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>workload[].expect</c>: what counts as right.</summary>
internal static class ExpectPart
{
    public const string Same = "same";
    public const string Content = "content";
    private const int MostTokens = 10_000_000;

    private static readonly RequestGroup Otherwise = new() { Name = "" };

    /// <summary>What only answers with text have.</summary>
    private static readonly (string Member, Endpoint[] Without)[] NothingFor =
    [
        ("model", [Endpoint.Models, Endpoint.Custom]),
        ("tokens", [Endpoint.Models, Endpoint.Embeddings, Endpoint.Custom]),
        ("usage", [Endpoint.Models, Endpoint.Embeddings, Endpoint.Custom]),
    ];

    public static ObjectShape Shape { get; } = new(
        "What counts as right. Each thing that is said is a check: a request that fails one is an error, and report and thresholds name the check.",
        [
            new("status", new ListShape("Status codes that are no error.", new NumberShape("A status code.", 100, 599) { IsWhole = true })
            {
                NeedsOne = "status code",
                Default = new JsonArray([.. Otherwise.ExpectedStatus.Select(status => JsonValue.Create(status))]),
            }),
            new("model", new ChoiceShape("The model that must answer: same, the one asked for.", [Same])),
            new("headers", new ExpectedHeadersShape("Header fields of each success (2xx), each with the values allowed: [ \"hit\", \"miss\" ]; with [] it must only be there.")),
            new("refused", new ObjectShape(
                "The same of an expected answer that is no success, such as a 429.",
                [new("headers", new ExpectedHeadersShape("Header fields of each such answer, such as Retry-After."))])),
            new("fields", new ListShape(
                "Paths in a successful answer that must hold something, such as choices or data.0.embedding; of a stream, in any of its events.",
                Terms.JsonPath("A path.")) { NeedsOne = "path" }),
            new("tokens", new ObjectShape(
                "Completion tokens of a successful answer, by its usage. Fewer than min is an answer that was cut short.",
                [
                    new("min", new NumberShape("At least so many.", 0, MostTokens) { IsWhole = true, Unit = " tokens" }),
                    new("max", new NumberShape("At most so many.", 0, MostTokens) { IsWhole = true, Unit = " tokens" }),
                ])
            {
                Rule = CheckTokens,
            }),
            new("usage", new ChoiceShape(
                "What the usage must fit: content. It is there, its total is the sum of its parts, it counts tokens exactly where content came, and those of a simulated text to the token.",
                [Content])),
            new("sameRequestId", new FlagShape("Whether the answer's X-Request-ID must be the request's.") { Default = false }),
        ]);

    public static IReadOnlyList<int> Status(CheckedObject expect) =>
        expect.Has("status") ? [.. expect.Items("status").Select(status => (int)status.Number)] : Otherwise.ExpectedStatus;

    public static ExpectedAnswer Settings(CheckedObject expect) => expect.Value is null ? ExpectedAnswer.Anything : new ExpectedAnswer
    {
        SameModel = expect.Has("model"),
        Headers = HeadersOf(expect),
        HeadersWhenRefused = HeadersOf(expect.Object("refused")),
        Fields = [.. expect.Items("fields").Select(field => field.Text).Distinct()],
        LeastTokens = expect.Object("tokens").Whole("min"),
        MostTokens = expect.Object("tokens").Whole("max"),
        UsageIsContent = expect.Has("usage"),
        SameRequestId = expect.Flag("sameRequestId", false),
    };

    /// <summary>A group that asks for what its answers cannot have.</summary>
    public static void CheckEndpoint(DocumentValue group, Endpoint endpoint, ProblemList problems)
    {
        foreach ((string member, Endpoint[] without) in NothingFor)
        {
            if (without.Contains(endpoint) && group["expect"]?[member] is { } given)
            {
                problems.Add(given, $"does nothing for the endpoint {WorkloadPart.NameOf(endpoint)}; leave it out.");
            }
        }

        if (group.IsWhole && group["expect"]?["sameRequestId"] is { Kind: JsonValueKind.True } same && group["requestId"] is not { Kind: JsonValueKind.True })
        {
            problems.Add(same, "has a meaning only beside requestId; add \"requestId\": true to the group, or leave sameRequestId out.");
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> HeadersOf(CheckedObject holder) => (holder.Value?["headers"]?.Members ?? []).ToDictionary(
        header => header.Name, header => (IReadOnlyList<string>)[.. header.Value.Items.Select(value => value.Text)]);

    private static void CheckTokens(DocumentValue tokens, ProblemList problems)
    {
        if (tokens is { IsWhole: true, Members.Count: 0 }) problems.Add(tokens, "is empty; it must hold min, max or both.");
        if (tokens["min"] is { Kind: JsonValueKind.Number } least && tokens["max"] is { Kind: JsonValueKind.Number } most
            && most.Number < least.Number)
        {
            problems.Add(most, $"is {most.Describe()}; it must be at least min, {least.Describe()}.");
        }
    }
}
