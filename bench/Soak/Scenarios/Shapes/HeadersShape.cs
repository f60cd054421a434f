using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>HTTP header fields: an object from name to value.</summary>
internal sealed record HeadersShape(string Description) : Shape(Description)
{
    /// <summary>RFC 9110, section 5.6.2: a token.</summary>
    public const string NamePattern = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$";

    /// <summary>RFC 9110, section 5.5, without obs-text: what is not ASCII has no agreed encoding.</summary>
    public const string ValuePattern = "^[\\t -~]*$";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+.^_`|~-");

    /// <summary>The connection writes these itself; a second one would break the framing or be refused.</summary>
    private static readonly string[] Own =
        ["Connection", "Content-Length", "Content-Type", "Host", "Keep-Alive", "Transfer-Encoding", "Upgrade"];

    /// <summary>Their values are secrets by their meaning.</summary>
    private static readonly string[] Secret =
        ["Api-Key", "Authorization", "Cookie", "Proxy-Authorization", "X-Api-Key", "X-Goog-Api-Key"];

    /// <summary>To be put behind a name that is none.</summary>
    public const string NoName = "is no header name; it may hold letters, digits and !#$%&'*+.^_`|~-";

    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is not JsonValueKind.Object)
        {
            problems.Add(value, $"is {value.Describe()}; it must be an object of header names and values in {{ }}.");
            return;
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (DocumentMember header in value.Members)
        {
            string path = value.PathOf(Quoted.Bare(header.Name));
            string? problem = ProblemOfName(header.Name) ?? (seen.Add(header.Name) ? null : "is given twice; keep one");
            if (problem is not null)
            {
                problems.Add(header.Position, $"{path} {problem}.");
            }

            if (header.Value.Kind is not JsonValueKind.Undefined && ProblemOfValue(header) is string valueProblem)
            {
                problems.Add(header.Value, $"{valueProblem}.");
            }
        }
    }

    protected override void WriteRules(JsonObject schema)
    {
        schema["type"] = "object";
        schema["propertyNames"] = new JsonObject { ["pattern"] = NamePattern };
        schema["additionalProperties"] = new JsonObject { ["type"] = "string", ["pattern"] = ValuePattern };
    }

    private static string? ProblemOfName(string name)
    {
        if (!IsName(name))
        {
            return NoName;
        }

        return Own.Contains(name, StringComparer.OrdinalIgnoreCase) ? "is written by HotPath itself; leave it out" : null;
    }

    // The value may be a secret that was pasted: no message shows it.
    private static string? ProblemOfValue(DocumentMember header)
    {
        if (header.Value.Kind is not JsonValueKind.String)
        {
            return "must be a text in quotes";
        }

        string value = header.Value.Text;
        if (value.Any(character => character is not '\t' and (< ' ' or > '~')))
        {
            return "holds a line break, another control character or one outside ASCII; a header cannot carry it, take it out";
        }

        if (SecretReference.IsMeant(value))
        {
            return SecretReference.ProblemOf(value);
        }

        return Secret.Contains(header.Name, StringComparer.OrdinalIgnoreCase)
            ? $"is a literal secret; put the whole value into an environment variable and write {SecretReference.Prefix}NAME"
            : null;
    }
}
