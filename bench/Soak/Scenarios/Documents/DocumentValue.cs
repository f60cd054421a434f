using System.Globalization;
using System.Text.Json;

namespace HotPath.Soak.Scenarios.Documents;

/// <summary>A value of a JSON document that knows where it stands.</summary>
/// <param name="kind"><see cref="JsonValueKind.Undefined"/> where it could not be read and a problem says so already.</param>
/// <param name="path">From the root, such as <c>load.stages[0].rate</c>; empty for the root.</param>
/// <param name="position">Of its first character.</param>
internal sealed class DocumentValue(JsonValueKind kind, string path, SourcePosition position)
{
    public JsonValueKind Kind { get; } = kind;

    public string Path { get; } = path;

    /// <summary>The path as a message says it.</summary>
    public string Name => Path.Length == 0 ? "the document" : Path;

    public SourcePosition Position { get; } = position;

    /// <summary>A string's content; a number as written.</summary>
    public string Text { get; init; } = "";

    /// <summary>An object's, in order, also those that are given twice.</summary>
    public List<DocumentMember> Members { get; } = [];

    /// <summary>An array's.</summary>
    public List<DocumentValue> Items { get; } = [];

    /// <summary>False where the document broke off before this object or array ended: what is missing may have come.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The first member of that name.</summary>
    public DocumentValue? this[string member] => Members.Find(known => known.Name == member)?.Value;

    /// <summary>A number's value; what is too large for a double, such as 1e400, is infinity.</summary>
    public double Number => double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public string PathOf(string member) => Path.Length == 0 ? member : $"{Path}.{member}";

    /// <summary>What it is, to be put behind <c>X is </c>.</summary>
    public string Describe() => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => Quoted.Text(Text),
        JsonValueKind.Number => Quoted.Bare(Text),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}

/// <param name="Name">Without its quotes.</param>
/// <param name="Position">Of the name.</param>
/// <param name="Value">What it holds.</param>
internal sealed record DocumentMember(string Name, SourcePosition Position, DocumentValue Value);
