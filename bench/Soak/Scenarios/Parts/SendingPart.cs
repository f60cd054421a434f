using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary>Members of a group of <c>workload</c>: what tells its requests from each other, and when their client gives up.</summary>
internal static class SendingPart
{
    private const int MostDistinct = 1_000_000_000;

    /// <summary>The members that write a header, and that header.</summary>
    private static readonly (string Member, string Header)[] Ids = [("requestId", "X-Request-ID"), ("idempotencyKey", "Idempotency-Key")];

    /// <summary>The endpoints that ask a model.</summary>
    private static readonly Endpoint[] Asking = [.. Enum.GetValues<Endpoint>().Where(endpoint => endpoint is not (Endpoint.Models or Endpoint.Custom))];

    /// <summary>What only some endpoints look at.</summary>
    public static IReadOnlyList<(string Member, Endpoint[] Endpoints)> OnlyFor { get; } =
    [
        ("models", Asking),
        ("catalogue", Asking),
        ("promptTokens", Asking),
        ("distinct", [.. Asking, Endpoint.Custom]),
        ("idempotencyKey", [.. Asking, Endpoint.Custom]),
        ("metadata", [Endpoint.Chat]),
        ("tokenBudget", [Endpoint.Chat]),
    ];

    public static IReadOnlyList<Member> Members { get; } =
    [
        new("models", new ListShape("The models asked for instead of one model, each with its exact share of each tenant's requests.", ModelShape())
        {
            NeedsOne = "model",
            Rule = (models, problems) => WeightsRule.Check(models, "model", RequestShares.MostGroups, problems),
        }),
        new("catalogue", Terms.NotEmpty("Instead of naming models: those of the target's list of models that are like this, such as * or gpt-*, where * stands for any characters; each is asked for as often as another.", otherwise: null)),
        new("promptTokens", Terms.Draw("So many words of plain text behind each prompt, each word about one token; without prompts they are all of it.", DistributionUnit.Count)),
        new("distinct", new NumberShape("Only so many different requests, which each tenant sends over and over in turn: what a cache can hit. Left out: each is its own.", 1, MostDistinct)
        {
            IsWhole = true,
            Unit = " requests",
        }),
        new("tokenBudget", TokenBudgetPart.Shape),
        new("requestId", new FlagShape("Whether each request has an X-Request-ID of its own, a UUID; sent again it keeps it.") { Default = false }),
        new("idempotencyKey", new FlagShape("Whether each request has an Idempotency-Key, a UUID: the same for the same body, so also where it is sent again.") { Default = false }),
        new("metadata", new TextsShape("The member metadata of each request: names and texts; chat only.")),
        new("cancelAfter", Terms.Duration("The client gives up what has not ended so long after it was sent, which is no error. Left out: it waits as long as the timeouts.", otherwise: null)),
    ];

    /// <summary>One prompt; places in it stand for what each request has of its own.</summary>
    public static TextShape Prompt { get; } = Terms.NotEmpty("A prompt: {{id}} in it becomes a UUID and {{n}} a number from 0 to 999999, others for each request.", otherwise: null) with
    {
        Pattern = PromptTemplate.Pattern,
        ProblemOf = text => text.Length == 0 ? "it must not be empty" : PromptTemplate.ProblemOf(text),
    };

    public static RequestGroup AddTo(RequestGroup settings, CheckedObject group) => settings with
    {
        Models = [.. group.Objects("models").Select(model => new WeightedModel(model.Text("name") ?? "", model.Whole("weight") ?? 1))],
        Catalogue = group.Text("catalogue"),
        PromptTokens = group.Distribution("promptTokens", DistributionUnit.Count),
        Prompts = group.Has("promptTokens") && !group.Has("prompts") ? [] : settings.Prompts,
        Distinct = group.Whole("distinct"),
        SendsRequestId = group.Flag("requestId", otherwise: false),
        SendsIdempotencyKey = group.Flag("idempotencyKey", otherwise: false),
        Metadata = group.Value?["metadata"]?.Members.ToDictionary(text => text.Name, text => text.Value.Text) ?? settings.Metadata,
        CancelAfter = group.Duration("cancelAfter"),
        Budget = TokenBudgetPart.Settings(group),
    };

    /// <summary>What holds between these members and the others of their group.</summary>
    public static void Check(DocumentValue group, ProblemList problems)
    {
        if (group["model"] is { } model && group["models"] is not null)
        {
            problems.Add(model, "and models are both given; keep one of them.");
        }

        if (group["catalogue"] is { } catalogue && (group["model"] ?? group["models"]) is { } named)
        {
            problems.Add(catalogue, $"and {named.Name} are both given; keep one of them.");
        }

        TokenBudgetPart.Check(group, problems);
        if (group["headers"] is { } headers) CheckIds(group, headers, problems);
    }

    /// <param name="headers">Of the group, or of a tenant who sends it.</param>
    public static void CheckIds(DocumentValue group, DocumentValue headers, ProblemList problems)
    {
        foreach ((string member, string header) in Ids)
        {
            DocumentMember? given = headers.Members.Find(each => each.Name.Equals(header, StringComparison.OrdinalIgnoreCase));
            if (given is not null && group[member] is { Kind: JsonValueKind.True } flag)
            {
                problems.Add(given.Position, $"{given.Value.Name} and {flag.Name} are both given; keep one of them.");
            }
        }
    }

    private static ObjectShape ModelShape() => new(
        "A model and its share.",
        [
            new("name", Terms.NotEmpty("As it is asked for.", otherwise: null)) { Required = true },
            WeightsRule.Weight,
        ]);
}
