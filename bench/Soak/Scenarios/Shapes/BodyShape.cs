using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>A body to send: a text stands for itself, any other value for its own JSON.</summary>
internal sealed record BodyShape(string Description) : Shape(Description)
{
    /// <summary>From the text that is sent to what is wrong with it, to be put behind <c>X is ...; </c>; null: nothing.</summary>
    public Func<string, string?>? ProblemOf { get; init; }

    /// <summary>What is sent.</summary>
    public static string TextOf(DocumentValue value)
    {
        if (value.Kind is JsonValueKind.String) return value.Text;

        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, value);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is JsonValueKind.Null) problems.Add(value, "is null; it must be a text or JSON. Leave it out to send nothing.");
        else if (ProblemOf?.Invoke(TextOf(value)) is { } problem) problems.Add(value, $"is {value.Describe()}; {problem}.");
    }

    protected override void WriteRules(JsonObject schema) => schema["type"] = new JsonArray("string", "object", "array", "number", "boolean");

    private static void Write(Utf8JsonWriter json, DocumentValue value)
    {
        switch (value.Kind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (DocumentMember member in value.Members)
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (DocumentValue item in value.Items) Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(value.Text);
                break;
            case JsonValueKind.Number:
                json.WriteRawValue(value.Text); // with all its digits
                break;
            case JsonValueKind.True or JsonValueKind.False:
                json.WriteBooleanValue(value.Kind is JsonValueKind.True);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
