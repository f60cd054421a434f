using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>Reads the members of a request's body; the first that is not as it must be becomes the <see cref="Error"/>. A null counts as absent.</summary>
internal sealed class RequestReader(JsonElement root)
{
    public OpenAiError? Error { get; private set; }

    /// <returns>The body as one JSON object, to be disposed; or why it is none.</returns>
    public static async Task<(JsonDocument? Document, OpenAiError? Error)> ParseAsync(HttpRequest request)
    {
        try
        {
            JsonDocument document = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return (document, null);

            OpenAiError error = OpenAiError.NotJson($"it is {Describe(document.RootElement)}.");
            document.Dispose();
            return (null, error);
        }
        catch (JsonException exception)
        {
            return (null, OpenAiError.NotJson(exception.Message));
        }
        catch (BadHttpRequestException exception)
        {
            return (null, OpenAiError.Unreadable(exception.StatusCode, exception.Message));
        }
    }

    public static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => element.GetArrayLength() == 0 ? "an empty array" : "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <returns>Null when the text is not valid Unicode.</returns>
    public static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // invalid UTF-8, or half of a surrogate pair
        }
    }

    public bool TryGet(string name, out JsonElement value) =>
        root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    public void Fail(OpenAiError error) => Error ??= error;

    public string RequiredText(string name, string expected)
    {
        if (!TryGet(name, out JsonElement value))
        {
            Fail(OpenAiError.Missing(name, expected));
            return "";
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            string? text = TextOf(value);
            if (!string.IsNullOrEmpty(text)) return text;

            Fail(OpenAiError.WrongValue(name, text is null ? "not valid Unicode" : "empty", expected));
            return "";
        }

        Fail(OpenAiError.WrongValue(name, Describe(value), expected));
        return "";
    }

    public bool Flag(string name)
    {
        if (!TryGet(name, out JsonElement value)) return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();

        Fail(OpenAiError.WrongValue(name, Describe(value), "true or false"));
        return false;
    }

    public long? Integer(string name, long least, long most)
    {
        if (!TryGet(name, out JsonElement value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= least && number <= most) return number;

        Fail(OpenAiError.WrongValue(name, Describe(value), $"a whole number from {least} to {most}"));
        return null;
    }
}
