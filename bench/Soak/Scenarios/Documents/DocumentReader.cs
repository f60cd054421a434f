using System.Text.Json;

namespace HotPath.Soak.Scenarios.Documents;

/// <summary>
/// Reads JSON, comments and trailing commas allowed, into values that know where they stand. Where the JSON breaks off, what came
/// before is kept, so that its mistakes can be named too; the serializer stops at the first.
/// </summary>
internal static class DocumentReader
{
    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <returns>Null when not even the first value could be read.</returns>
    public static DocumentValue? Read(ReadOnlySpan<byte> json, ProblemList problems)
    {
        SourceText source = new(json);
        Utf8JsonReader reader = new(source.Utf8, Options);
        Tree tree = new();
        int readTo = 0; // the reader's own count is somewhere in what it could not read
        try
        {
            while (reader.Read())
            {
                readTo = (int)reader.BytesConsumed;
                Take(ref reader, source.PositionOf(reader.TokenStartIndex), tree, problems);
            }
        }
        catch (JsonException)
        {
            BrokenJson broken = BrokenJson.Find(source.Utf8, readTo, tree.Open, tree.Root is not null, tree.AwaitsValue);
            problems.Add(source.PositionOf(broken.At), broken.Message);
        }

        return tree.Root;
    }

    private static void Take(ref Utf8JsonReader reader, SourcePosition position, Tree tree, ProblemList problems)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                tree.BeginMember(TextOf(ref reader, position, problems) ?? "", position);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                tree.End();
                break;
            case JsonTokenType.String:
                string? text = TextOf(ref reader, position, problems);
                tree.Add(text is null ? JsonValueKind.Undefined : JsonValueKind.String, position, text ?? "");
                break;
            case JsonTokenType.Number:
                tree.Add(JsonValueKind.Number, position, System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
                break;
            default:
                tree.Add(KindOf(reader.TokenType), position, "");
                break;
        }
    }

    private static string? TextOf(ref Utf8JsonReader reader, SourcePosition position, ProblemList problems)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            problems.Add(position, "This text holds bytes that are not UTF-8, or half of a \\u pair; save the file as UTF-8.");
            return null;
        }
    }

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };

    /// <summary>The values read so far. Each is hung in its place before what it holds is read.</summary>
    private sealed class Tree
    {
        private readonly Stack<DocumentValue> _open = [];
        private string _member = "";
        private SourcePosition _memberPosition;

        public DocumentValue? Root { get; private set; }

        /// <summary>The innermost object or list that has not ended.</summary>
        public DocumentValue? Open => _open.TryPeek(out DocumentValue? open) ? open : null;

        /// <summary>Whether a member has begun, and its value has not.</summary>
        public bool AwaitsValue { get; private set; }

        public void BeginMember(string name, SourcePosition position) => (_member, _memberPosition, AwaitsValue) = (name, position, true);

        public void Add(JsonValueKind kind, SourcePosition position, string text)
        {
            DocumentValue value = new(kind, PathOfNext(), position) { Text = text };
            AwaitsValue = false;
            if (!_open.TryPeek(out DocumentValue? parent))
            {
                Root = value;
            }
            else if (parent.Kind is JsonValueKind.Array)
            {
                parent.Items.Add(value);
            }
            else
            {
                parent.Members.Add(new DocumentMember(_member, _memberPosition, value));
            }

            if (kind is JsonValueKind.Object or JsonValueKind.Array)
            {
                _open.Push(value);
            }
        }

        public void End() => _open.Pop().IsWhole = true;

        private string PathOfNext()
        {
            if (!_open.TryPeek(out DocumentValue? parent))
            {
                return "";
            }

            return parent.Kind is JsonValueKind.Array
                ? $"{parent.Path}[{parent.Items.Count}]"
                : parent.PathOf(Quoted.Bare(_member));
        }
    }
}
