using System.Text.Json;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary>Members of a group of <c>workload</c> whose endpoint is <c>custom</c>: a method, a path and a body of the scenario's own.</summary>
internal static class CustomPart
{
    private static readonly CustomRequest Otherwise = new() { Path = "/" };

    private static readonly Endpoint[] Custom = [Endpoint.Custom];

    public static IReadOnlyList<(string Member, Endpoint[] Endpoints)> OnlyFor { get; } =
        [("method", Custom), ("path", Custom), ("body", Custom), ("bodyFile", Custom), ("contentType", Custom)];

    public static IReadOnlyList<Member> Members { get; } =
    [
        new("method", new ChoiceShape("The method; custom only.", AdminCallsPart.Methods) { Default = Otherwise.Method }),
        new("path", new TextShape("The path at the target's host, with its query, such as /v1/rerank; custom only.")
        {
            Expectation = "it must be a path in quotes",
            Pattern = "^/($|[!-\"$-.0-~][!-\"$-~]*$)",
            ProblemOf = text => text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal) && text.All(character => character is > ' ' and <= '~') && !text.Contains('#', StringComparison.Ordinal)
                ? null
                : "it must begin with one / and hold visible ASCII alone, other characters as %XX",
        }),
        new("body", new BodyShape("What is sent, custom only: a text as it is, anything else as the JSON it is. {{id}} in it becomes a UUID, {{n}} a number from 0 to 999999 and {{number}} the request's number from 0.")
        {
            ProblemOf = text => PromptTemplate.ProblemOf(text, isBody: true),
        }),
        new("bodyFile", Terms.NotEmpty("A file that is sent as it is, custom only; a relative path begins at the scenario's folder.", otherwise: null)),
        new("contentType", Terms.HeaderValue("The type of the body; custom only.", Otherwise.ContentType)),
    ];

    /// <returns>Null where the group has another endpoint.</returns>
    public static CustomRequest? Settings(CheckedObject group, Endpoint endpoint) => endpoint != Endpoint.Custom ? null : new CustomRequest
    {
        Method = group.Text("method") ?? Otherwise.Method,
        Path = group.Text("path") ?? Otherwise.Path,
        Body = group.Value?["body"] is { } body ? BodyShape.TextOf(body) : null,
        BodyFile = group.Text("bodyFile"),
        ContentType = group.Text("contentType") ?? Otherwise.ContentType,
    };

    public static void Check(DocumentValue group, ProblemList problems)
    {
        if (group["body"] is { } body && group["bodyFile"] is not null) problems.Add(body, "and bodyFile are both given; keep one of them.");
        if (group is { IsWhole: true } && group["endpoint"] is null)
        {
            foreach ((string member, Endpoint[] _) in OnlyFor)
            {
                if (group[member] is { } alone) problems.Add(alone, $"has a meaning only beside \"endpoint\": \"{WorkloadPart.NameOf(Endpoint.Custom)}\"; add that, or leave {member} out.");
            }
        }

        if (group["endpoint"]?.Text != WorkloadPart.NameOf(Endpoint.Custom)) return;

        if (group.IsWhole && group["path"] is null) problems.Add(group.Position, $"{group.PathOf("path")} is missing; it is needed for the endpoint custom, such as /v1/rerank.");
        if (group["method"] is { Kind: JsonValueKind.String, Text: "GET" } get && (group["body"] ?? group["bodyFile"]) is { } given)
        {
            problems.Add(given, $"does nothing for the method {get.Text}; leave it out.");
        }
    }
}
