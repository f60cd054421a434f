using System.Text;
using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>What an embeddings request asks for.</summary>
/// <param name="Model">Echoed.</param>
/// <param name="Inputs">UTF-8 texts, at least one.</param>
/// <param name="Dimensions">Components of each vector.</param>
/// <param name="AsBase64">Little-endian floats in base64, as SDKs ask for; else an array of numbers.</param>
internal sealed record EmbeddingsRequest(string Model, IReadOnlyList<byte[]> Inputs, int Dimensions, bool AsBase64)
{
    private const int DefaultDimensions = 1_536;
    private const int MaxDimensions = 4_096;
    private const int MaxInputs = 2_048;

    /// <returns>The request, or the first thing wrong with it.</returns>
    public static (EmbeddingsRequest? Request, OpenAiError? Error) Read(JsonElement body)
    {
        RequestReader reader = new(body);
        string model = reader.RequiredText("model", "a string, the model's name");
        List<byte[]> inputs = InputsOf(reader);
        int dimensions = (int)(reader.Integer("dimensions", 1, MaxDimensions) ?? DefaultDimensions);
        bool asBase64 = IsBase64(reader);

        return reader.Error is null ? (new EmbeddingsRequest(model, inputs, dimensions, asBase64), null) : (null, reader.Error);
    }

    private static List<byte[]> InputsOf(RequestReader reader)
    {
        List<byte[]> inputs = [];
        if (!reader.TryGet("input", out JsonElement input))
        {
            reader.Fail(OpenAiError.Missing("input", "a string or an array of strings"));
        }
        else if (input.ValueKind != JsonValueKind.Array)
        {
            Add(reader, inputs, input, "input", "a string or an array of strings");
        }
        else if (input.GetArrayLength() is 0 or > MaxInputs)
        {
            reader.Fail(OpenAiError.WrongValue("input", $"an array of {input.GetArrayLength()}", $"a string or an array of 1 to {MaxInputs} strings"));
        }
        else
        {
            foreach (JsonElement text in input.EnumerateArray())
            {
                Add(reader, inputs, text, $"input[{inputs.Count}]", "a string");
                if (reader.Error is not null) break;
            }
        }

        return inputs;
    }

    private static void Add(RequestReader reader, List<byte[]> inputs, JsonElement input, string name, string expected)
    {
        string? text = input.ValueKind == JsonValueKind.String ? RequestReader.TextOf(input) : null;
        if (text is null)
        {
            string found = input.ValueKind == JsonValueKind.String ? "not valid Unicode" : RequestReader.Describe(input);
            reader.Fail(OpenAiError.WrongValue(name, found, expected));
            return;
        }

        inputs.Add(Encoding.UTF8.GetBytes(text));
    }

    private static bool IsBase64(RequestReader reader)
    {
        if (!reader.TryGet("encoding_format", out JsonElement format)) return false;

        string? text = format.ValueKind == JsonValueKind.String ? RequestReader.TextOf(format) : null;
        if (text is not ("float" or "base64"))
        {
            reader.Fail(OpenAiError.WrongValue("encoding_format", text is null ? RequestReader.Describe(format) : $"'{text}'", "'float' or 'base64'"));
        }

        return text == "base64";
    }
}
