using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>workload</c>: what the requests ask for.</summary>
internal static class WorkloadPart
{
    private static readonly RequestGroup Otherwise = new() { Name = "" };

    /// <summary>What only some endpoints look at.</summary>
    private static readonly (string Member, Endpoint[] Endpoints)[] OnlyFor =
    [
        ("stream", [Endpoint.Chat, Endpoint.Completions, Endpoint.Responses, Endpoint.Messages]),
        ("system", [Endpoint.Chat, Endpoint.Responses, Endpoint.Messages]),
        ("maxTokens", [Endpoint.Chat, Endpoint.Completions, Endpoint.Responses, Endpoint.Messages]),
        ("temperature", [Endpoint.Chat, Endpoint.Completions, Endpoint.Responses, Endpoint.Messages]),
        ("turns", [Endpoint.Chat]),
        ("think", [Endpoint.Chat]),
        ("model", [Endpoint.Chat, Endpoint.Completions, Endpoint.Responses, Endpoint.Messages, Endpoint.Embeddings]),
        ("prompts", [Endpoint.Chat, Endpoint.Completions, Endpoint.Responses, Endpoint.Messages, Endpoint.Embeddings]),
        ("inputs", [Endpoint.Embeddings]),
        ("dimensions", [Endpoint.Embeddings]),
        ("encoding", [Endpoint.Embeddings]),
        .. SendingPart.OnlyFor,
        .. CustomPart.OnlyFor,
    ];

    public static ListShape Shape { get; } = new("The kinds of request, each with its share.", GroupShape())
    {
        NeedsOne = "group",
        Rule = (workload, problems) => WeightsRule.Check(workload, "group", RequestShares.MostGroups, problems),
    };

    public static string NameOf(Endpoint endpoint) => JsonNamingPolicy.CamelCase.ConvertName(endpoint.ToString());

    public static string NameOf(EmbeddingEncoding encoding) => JsonNamingPolicy.CamelCase.ConvertName(encoding.ToString());

    public static string NameOf(ConnectionUse use) => JsonNamingPolicy.CamelCase.ConvertName(use.ToString());

    /// <summary>Whether a group of this endpoint may say it.</summary>
    public static bool Applies(string member, Endpoint endpoint) =>
        !OnlyFor.Any(known => known.Member == member && !known.Endpoints.Contains(endpoint));

    public static RequestGroup Settings(CheckedObject group)
    {
        CheckedObject expect = group.Object("expect");
        RequestGroup settings = new()
        {
            Name = group.Text("name") ?? "",
            Weight = group.Whole("weight") ?? Otherwise.Weight,
            Endpoint = EndpointOf(group.Value) ?? Otherwise.Endpoint,
            Stream = group.Flag("stream", Otherwise.Stream),
            Model = group.Text("model") ?? Otherwise.Model,
            Prompts = group.Has("prompts") ? [.. group.Items("prompts").Select(prompt => prompt.Text)] : Otherwise.Prompts,
            SystemPrompt = group.Text("system"),
            MaxTokens = group.Whole("maxTokens"),
            Temperature = group.Number("temperature"),
            Turns = group.Distribution("turns", DistributionUnit.Count),
            Think = group.Think("think"),
            Inputs = group.Whole("inputs") ?? Otherwise.Inputs,
            Dimensions = group.Whole("dimensions"),
            Encoding = group.Text("encoding") == NameOf(EmbeddingEncoding.Base64) ? EmbeddingEncoding.Base64 : Otherwise.Encoding,
            Connection = Enum.GetValues<ConnectionUse>().FirstOrDefault(use => NameOf(use) == group.Text("connection")),
            Headers = group.Value?["headers"]?.Members.ToDictionary(header => header.Name, header => header.Value.Text) ?? Otherwise.Headers,
            ExpectedStatus = ExpectPart.Status(expect),
            Expect = ExpectPart.Settings(expect),
        };
        return SendingPart.AddTo(settings with { Custom = CustomPart.Settings(group, settings.Endpoint) }, group);
    }

    private static ObjectShape GroupShape() => new(
        "One kind of request.",
        [
            new("name", Terms.GroupName("What thresholds and reports call it; unique.")) { Required = true },
            WeightsRule.Weight,
            new("endpoint", new ChoiceShape("What is called.", [.. Enum.GetValues<Endpoint>().Select(NameOf)])
            {
                Default = NameOf(Otherwise.Endpoint),
            }),
            new("stream", new FlagShape("Whether the answer comes as an event stream; not for embeddings and models.") { Default = Otherwise.Stream }),
            new("model", Terms.NotEmpty("The model asked for.", Otherwise.Model)),
            new("prompts", new ListShape("One is the user's message or the prompt of each request; of embeddings each of its inputs.", SendingPart.Prompt)
            {
                NeedsOne = "prompt",
                Default = new JsonArray([.. Otherwise.Prompts.Select(prompt => JsonValue.Create(prompt))]),
            }),
            new("system", Terms.NotEmpty("The system message before the prompt, a response's instructions; chat, responses and messages only.", otherwise: null)),
            new("maxTokens", new NumberShape("The longest answer, in tokens; not for embeddings and models. Left out: the gateway decides, of messages 4096.", 1, 10_000_000) { IsWhole = true, Unit = " tokens" }),
            new("temperature", new NumberShape("How much the model varies; not for embeddings and models. Left out: the gateway decides.", 0, 2)),
            new("turns", Terms.Draw("Requests of a conversation: each follows the answer before it and repeats all that was said; chat only. Left out: a request stands alone.", DistributionUnit.Count)),
            new("think", Terms.Think("The pause between an answer and the next turn. Left out: that of the load's users, or none.", otherwise: null)),
            new("inputs", new NumberShape("Texts in one request; embeddings only.", 1, 2_048) { IsWhole = true, Default = Otherwise.Inputs }),
            new("dimensions", new NumberShape("Numbers in each vector; embeddings only. Left out: the gateway decides.", 1, 65_536) { IsWhole = true }),
            new("encoding", new ChoiceShape("How vectors come; embeddings only.", [.. Enum.GetValues<EmbeddingEncoding>().Select(NameOf)]) { Default = NameOf(Otherwise.Encoding) }),
            new("connection", new ChoiceShape(
                "kept: one of the pool, used again. resumed: a new one for each request, over TLS with an earlier session. new: a new one, with a full handshake. HTTP/1.1 only.",
                [.. Enum.GetValues<ConnectionUse>().Select(NameOf)])
            {
                Default = NameOf(Otherwise.Connection),
            }),
            new("headers", new HeadersShape("Header fields of each request. A value env:NAME is taken from that environment variable.") { Default = new JsonObject() }),
            new("expect", ExpectPart.Shape),
            .. SendingPart.Members,
            .. CustomPart.Members,
        ])
    {
        Rule = (group, problems) =>
        {
            CheckEndpoint(group, problems);
            CheckTurns(group, problems);
            ExpectPart.CheckEndpoint(group, EndpointOf(group) ?? Otherwise.Endpoint, problems);
            SendingPart.Check(group, problems);
            CustomPart.Check(group, problems);
        },
    };

    /// <returns>Null when it is left out or not known.</returns>
    private static Endpoint? EndpointOf(DocumentValue? group) => group?["endpoint"] is { } given
        ? Enum.GetValues<Endpoint>().Cast<Endpoint?>().FirstOrDefault(endpoint => NameOf(endpoint.GetValueOrDefault()) == given.Text)
        : null;

    private static void CheckEndpoint(DocumentValue group, ProblemList problems)
    {
        if (EndpointOf(group) is not { } endpoint)
        {
            return;
        }

        foreach (DocumentMember given in group.Members.Where(given => !Applies(given.Name, endpoint) && given.Value.Kind is not JsonValueKind.False))
        {
            problems.Add(given.Position, $"{given.Value.Name} does nothing for the endpoint {NameOf(endpoint)}; leave it out.");
        }
    }

    private static void CheckTurns(DocumentValue group, ProblemList problems)
    {
        if (group["turns"] is { Kind: JsonValueKind.Number, Number: 0 } none)
        {
            problems.Add(none, "is 0; a conversation must have at least 1 turn.");
        }

        if (group is { IsWhole: true } && group["think"] is { } think && group["turns"] is null)
        {
            problems.Add(think, "has a meaning only beside turns; add turns, or leave think out.");
        }
    }
}
