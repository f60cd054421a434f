using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>setup</c> and <c>teardown</c>: rules made in a real gateway through its own administration, and taken back.</summary>
internal static class AdminCallsPart
{
    public static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly AdminCall Otherwise = new() { Url = "" };

    public static ListShape Setup { get; } = Calls("Calls made one after the other before anything is sent, such as those that make a route; one that fails keeps the run from starting.");

    public static ListShape Teardown { get; } = Calls("Calls made after the run, also one that failed, was ended or did not start because of setup; one that fails is said, and the next is made.");

    public static IReadOnlyList<AdminCall> Settings(IEnumerable<CheckedObject> calls) => [.. calls.Select(Settings)];

    private static AdminCall Settings(CheckedObject call) => new()
    {
        Method = call.Text("method") ?? Otherwise.Method,
        Url = call.Text("url") ?? "",
        Headers = call.Value?["headers"]?.Members.ToDictionary(header => header.Name, header => header.Value.Text) ?? Otherwise.Headers,
        Body = call.Value?["body"] is { } body ? BodyShape.TextOf(body) : null,
        ContentType = call.Text("contentType") ?? Otherwise.ContentType,
        Status = [.. call.Items("status").Select(status => (int)status.Number)],
    };

    private static ListShape Calls(string description) => new(description, new ObjectShape(
        "A call.",
        [
            new("method", new ChoiceShape("Its method.", Methods) { Default = Otherwise.Method }),
            new("url", new TextShape("An address, or a path that begins with / at the target. Over TLS it is secured as the target is.")
            {
                Expectation = "it must be an address or a path in quotes",
                Pattern = "^([hH][tT][tT][pP][sS]?://.|/($|[^/]))",
                ProblemOf = text => (text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal)) || (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
                    ? null
                    : "it must be an address such as http://127.0.0.1:9080/routes, or a path at the target that begins with /",
            })
            { Required = true },
            new("headers", new HeadersShape("Header fields of the call. A value env:NAME is taken from that environment variable.") { Default = new JsonObject() }),
            new("body", new BodyShape("What is sent: a text as it is, anything else as the JSON it is. {{env:NAME}} in it becomes what that environment variable holds. Left out: nothing.")),
            new("contentType", Terms.HeaderValue("The type of the body.", Otherwise.ContentType)),
            new("status", new ListShape("Status codes of a call that did what it should. Left out: 200 to 299.", new NumberShape("A status code.", 100, 599) { IsWhole = true })
            {
                NeedsOne = "status code",
            }),
        ]));
}
