using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace HotPath.Tests.Chat;

/// <summary>The same reading done slowly over <see cref="JsonDocument"/>, to hold the reader against.</summary>
internal static class ChatChunkReference
{
    /// <returns>Null when the input cannot be read.</returns>
    public static ReadChunk? Read(byte[] json)
    {
        if (!Utf8.IsValid(json)) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or UnreadableException)
        {
            return null;
        }
    }

    private static ReadChunk Read(JsonElement root)
    {
        Require(root.ValueKind == JsonValueKind.Object);

        List<JsonElement> choices = Items(Checked(root, "choices", RequireChoices));
        JsonElement? choice = choices.Select((element, place) => (element, place))
            .Where(pair => (Integer(Last(pair.element, "index")) ?? pair.place) == 0)
            .Select(pair => (JsonElement?)pair.element)
            .LastOrDefault();
        JsonElement? answer = Present(Last(choice, "delta")) ?? Present(Last(choice, "message"));

        string text = answer is null ? Text(Last(choice, "text")) : Text(Last(answer, "content"));

        JsonElement? usage = Present(Checked(root, "usage", RequireUsage));
        long? prompt = Integer(Last(usage, "prompt_tokens"));
        long? completion = Integer(Last(usage, "completion_tokens"));
        long? total = Integer(Last(usage, "total_tokens"));

        JsonElement? error = Present(Checked(root, "error", RequireError));
        if (error?.ValueKind == JsonValueKind.False) error = null;
        bool isErrorObject = Loose(Last(root, "object")) == "error";
        string message = error is null ? isErrorObject ? Loose(Last(root, "message")) : ""
            : error.Value.ValueKind == JsonValueKind.String ? Text(error)
            : Loose(Last(error, "message"));

        string reasoning = Text(Last(answer, "reasoning_content"));
        return new ReadChunk(
            text, reasoning.Length > 0 ? reasoning : Text(Last(answer, "reasoning")),
            Text(Last(choice, "finish_reason")), choices.Count, Items(Last(answer, "tool_calls")).Count > 0,
            prompt is not null || completion is not null || total is not null, prompt ?? 0, completion ?? 0, total ?? 0,
            error is not null || isErrorObject, message,
            Loose(Last(root, "model")), Loose(Last(root, "id")), Loose(Last(root, "system_fingerprint")));
    }

    private static void RequireChoices(JsonElement choices)
    {
        foreach (JsonElement choice in Items(choices))
        {
            Require(choice.ValueKind == JsonValueKind.Object);
            Checked(choice, "delta", RequireAnswer);
            Checked(choice, "message", RequireAnswer);
            Checked(choice, "text", element => Text(element));
            Checked(choice, "finish_reason", element => Text(element));
            Checked(choice, "index", element => Integer(element));
        }
    }

    private static void RequireAnswer(JsonElement answer)
    {
        Require(answer.ValueKind is JsonValueKind.Object or JsonValueKind.Null);
        Checked(answer, "content", element => Text(element));
        Checked(answer, "reasoning_content", element => Text(element));
        Checked(answer, "reasoning", element => Text(element));
        Checked(answer, "tool_calls", element => Items(element));
    }

    private static void RequireUsage(JsonElement usage)
    {
        Require(usage.ValueKind is JsonValueKind.Object or JsonValueKind.Null);
        foreach (string name in new[] { "prompt_tokens", "completion_tokens", "total_tokens" })
        {
            Checked(usage, name, element => Integer(element));
            Require((Integer(Last(usage, name)) ?? 0) >= 0);
        }
    }

    private static void RequireError(JsonElement error) =>
        Require(error.ValueKind is JsonValueKind.Object or JsonValueKind.String or JsonValueKind.Null or JsonValueKind.False);

    // Every occurrence of a member must be readable, though only the last counts.
    private static JsonElement? Checked(JsonElement parent, string name, Action<JsonElement> require)
    {
        foreach (JsonElement value in All(parent, name)) require(value);
        return Last(parent, name);
    }

    private static JsonElement? Last(JsonElement? parent, string name) =>
        parent is { } element && All(element, name).ToList() is [.., var last] ? last : null;

    private static IEnumerable<JsonElement> All(JsonElement parent, string name) => parent.ValueKind == JsonValueKind.Object
        ? parent.EnumerateObject().Where(member => member.NameEquals(name)).Select(member => member.Value)
        : [];

    private static JsonElement? Present(JsonElement? element) => element?.ValueKind == JsonValueKind.Null ? null : element;

    private static List<JsonElement> Items(JsonElement? element)
    {
        if (Present(element) is not { } array) return [];
        Require(array.ValueKind == JsonValueKind.Array);
        return [.. array.EnumerateArray()];
    }

    private static long? Integer(JsonElement? element)
    {
        if (Present(element) is not { } number) return null;
        Require(number.ValueKind == JsonValueKind.Number);
        Require(long.TryParse(number.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value));
        return value;
    }

    private static string Loose(JsonElement? element) => element?.ValueKind == JsonValueKind.String ? Text(element) : "";

    private static string Text(JsonElement? element)
    {
        if (Present(element) is not { } text) return "";
        Require(text.ValueKind == JsonValueKind.String);

        // Not GetString, which throws for lone surrogates: UTF-16 first, then what UTF-8 makes of it.
        string raw = text.GetRawText()[1..^1];
        StringBuilder units = new();
        for (int at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\') units.Append(raw[at]);
            else if (raw[++at] == 'u')
            {
                units.Append((char)Convert.ToInt32(raw.Substring(at + 1, 4), 16));
                at += 4;
            }
            else units.Append("bfnrt".Contains(raw[at]) ? "\b\f\n\r\t"["bfnrt".IndexOf(raw[at])] : raw[at]);
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(units.ToString()));
    }

    private static void Require(bool condition)
    {
        if (!condition) throw new UnreadableException();
    }

    private sealed class UnreadableException : Exception;
}
