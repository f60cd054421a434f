using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HotPath.Soak.Load.Checks;

/// <summary>The way to one value in JSON, such as <c>data.0.embedding</c>: names of members, and numbers of items. Immutable.</summary>
internal sealed class JsonPath
{
    private readonly (byte[] Name, int Item)[] _steps; // Item is below 0 where the step is no number
    private readonly byte[] _sign; // the last name in its quotes: without it the value cannot be there

    /// <param name="path">Not empty, steps with points between them.</param>
    public JsonPath(string path)
    {
        string[] steps = path.Split('.');
        _steps = [.. steps.Select(step => (Encoding.UTF8.GetBytes(step), ItemOf(step)))];
        string? last = steps.LastOrDefault(step => ItemOf(step) < 0);
        _sign = last is null ? [] : Encoding.UTF8.GetBytes($"\"{last}\"");
    }

    /// <summary>A quick look that spares the walk: most events of a stream hold nothing that is looked for.</summary>
    public bool MayBeIn(ReadOnlySpan<byte> json) =>
        json.IndexOf(_sign) >= 0 || json.IndexOf("\\u"u8) >= 0; // a name may be written in escapes

    /// <param name="at">On the value's first token.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public bool TryFind(ReadOnlySpan<byte> json, out Utf8JsonReader at)
    {
        at = new Utf8JsonReader(json);
        if (!at.Read()) return false;

        foreach ((byte[] name, int item) in _steps)
        {
            bool found = at.TokenType switch
            {
                JsonTokenType.StartObject => TryEnterMember(ref at, name),
                JsonTokenType.StartArray when item >= 0 => TryEnterItem(ref at, item),
                _ => false,
            };
            if (!found) return false;
        }

        return true;
    }

    /// <summary>Whether the value is there and not empty: no null, no empty text, list or object.</summary>
    /// <param name="at">On the value's first token.</param>
    public static bool HoldsSomething(ref Utf8JsonReader at) => at.TokenType switch
    {
        JsonTokenType.Null => false,
        JsonTokenType.String => !at.ValueSpan.IsEmpty,
        JsonTokenType.StartArray => at.Read() && at.TokenType != JsonTokenType.EndArray,
        JsonTokenType.StartObject => at.Read() && at.TokenType != JsonTokenType.EndObject,
        _ => true,
    };

    private static bool TryEnterMember(ref Utf8JsonReader at, ReadOnlySpan<byte> name)
    {
        while (at.Read() && at.TokenType == JsonTokenType.PropertyName)
        {
            bool isIt = at.ValueTextEquals(name);
            at.Read();
            if (isIt) return true;

            at.Skip();
        }

        return false;
    }

    private static bool TryEnterItem(ref Utf8JsonReader at, int item)
    {
        for (int i = 0; at.Read() && at.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == item) return true;

            at.Skip();
        }

        return false;
    }

    private static int ItemOf(string step) => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int item) ? item : -1;
}
