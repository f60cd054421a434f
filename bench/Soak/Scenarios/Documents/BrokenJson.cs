using System.Buffers;
using System.Text;
using System.Text.Json;

namespace HotPath.Soak.Scenarios.Documents;

/// <summary>Why JSON cannot be read on, in the words of whoever writes it, found from what was read before and what stands there.</summary>
/// <param name="At">The first byte of what is wrong.</param>
internal readonly record struct BrokenJson(int At, string Message)
{
    private const string NotClosed = "This text is not closed; a quote is missing at its end.";

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly SearchValues<byte> EndsOfWords = SearchValues.Create(" \t\r\n,:]}\"/"u8);

    /// <param name="json">Of which the reader said that it is none.</param>
    /// <param name="readTo">Behind the last that could be read.</param>
    /// <param name="open">The innermost object or list that has not ended; null before the first value and behind it.</param>
    /// <param name="hasBegun">Whether a first value was read, or its beginning.</param>
    /// <param name="awaitsValue">Whether a member's name was read last.</param>
    public static BrokenJson Find(ReadOnlySpan<byte> json, int readTo, DocumentValue? open, bool hasBegun, bool awaitsValue)
    {
        int at = WithoutSpace(json, readTo);
        bool isBehindValue = !awaitsValue && open is not null && open.Items.Count + open.Members.Count > 0;
        if (isBehindValue && at < json.Length && json[at] == ',')
        {
            at = WithoutSpace(json, at + 1);
            isBehindValue = false;
        }

        return new BrokenJson(at, at < json.Length ? AboutByte(json[at..], open, hasBegun, awaitsValue, isBehindValue) : AboutEnd(open));
    }

    private static string AboutEnd(DocumentValue? open) => open is null
        ? "There is no JSON in it; an object in { } is expected."
        : $"It ends here, and {open.Name} is not closed; its {EndOf(open)} is missing.";

    private static string AboutByte(ReadOnlySpan<byte> rest, DocumentValue? open, bool hasBegun, bool awaitsValue, bool isBehindValue)
    {
        if (hasBegun && open is null) return "The document has ended before this; it is one object, and nothing follows it.";

        bool awaitsName = open is { Kind: JsonValueKind.Object } && !awaitsValue;
        return (char)rest[0] switch
        {
            '}' or ']' when awaitsValue => "A value is missing before this.",
            '}' or ']' when open is not null => $"{open.Name} is {open.Describe()}, and its end is {EndOf(open)}.",
            _ when isBehindValue => "A comma is missing before this.",
            '"' => AboutText(rest),
            ',' => awaitsName ? "This comma is one too many." : "A value is missing before this comma.",
            _ when awaitsName => "A member's name in double quotes is expected here.",
            '{' or '[' => "It is nested too deep here; 64 levels are the most.",
            _ => $"{Quoted.Bare(WordAt(rest))} is no value of JSON; a text stands in double quotes, and without them only numbers, true, false and null.",
        };
    }

    /// <param name="rest">Begins with a quote. A whole text can be wrong only as a name that no colon follows.</param>
    private static string AboutText(ReadOnlySpan<byte> rest)
    {
        for (int i = 1; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case (byte)'"':
                    return "A colon is missing behind this name.";
                case (byte)'\n' or (byte)'\r':
                    return NotClosed;
                case < (byte)' ':
                    return "This text holds a control character; a tab is written \\t.";
                case (byte)'\\':
                    if (!IsEscape(rest[(i + 1)..])) return "In this text a \\ stands before what it does not go with; a \\ itself is written \\\\.";
                    i++;
                    break;
                default:
                    break;
            }
        }

        return NotClosed;
    }

    private static bool IsEscape(ReadOnlySpan<byte> behind) => behind.Length == 0
        || (behind[0] == (byte)'u' ? behind.Length > 4 && !behind[1..5].ContainsAnyExcept(HexDigits) : "\"\\/bfnrt"u8.Contains(behind[0]));

    private static string EndOf(DocumentValue open) => open.Kind is JsonValueKind.Array ? "]" : "}";

    private static string WordAt(ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOfAny(EndsOfWords);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..Math.Max(end, 1)]);
    }

    /// <summary>The next place that is neither white space nor in a comment.</summary>
    private static int WithoutSpace(ReadOnlySpan<byte> json, int from)
    {
        while (true)
        {
            int space = json[from..].IndexOfAnyExcept(" \t\r\n"u8);
            from = space < 0 ? json.Length : from + space;
            ReadOnlySpan<byte> rest = json[from..];
            bool isLine = rest.StartsWith("//"u8);
            if (!isLine && !rest.StartsWith("/*"u8)) return from;

            int end = isLine ? rest.IndexOf((byte)'\n') : rest[2..].IndexOf("*/"u8);
            if (end < 0) return json.Length;

            from += isLine ? end : end + 4;
        }
    }
}
