using System.Text;
using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>What an embeddings request asks for.</summary>
/// <param name="Model">Echoed.</param>
/// <param name="Inputs">UTF-8 texts, at least one.</param>
/// <param name="Dimensions">Components of each vector.</param>
/// <param name="AsBase64">Little-endian floats in base64, as SDKs ask for; else an array of numbers.</param>
internal sealed record EmbeddingsRequest(ModelName Model, IReadOnlyList<byte[]> Inputs, int Dimensions, bool AsBase64)
{
    private const int BytesPerPromptToken = 4;
    private const int DefaultDimensions = 1_536;
    private const int MaxDimensions = 4_096;
    private const int MaxInputs = 2_048;
    private const string ModelExpected = "a string, the model's name";
    private const string InputExpected = "a string or an array of strings";

    /// <summary>A quarter of the inputs' bytes.</summary>
    public int PromptTokens => Inputs.Sum(input => Math.Max(1, input.Length / BytesPerPromptToken));

    /// <param name="body">The request's, as it came.</param>
    /// <returns>The request, or the first thing wrong with it.</returns>
    public static (EmbeddingsRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body)
    {
        try
        {
            RequestReader reader = new(body);
            return reader.BeginObject() ? Read(ref reader) : (null, reader.Error);
        }
        catch (JsonException exception)
        {
            return (null, OpenAiError.NotJson(exception.Message));
        }
    }

    private static (EmbeddingsRequest? Request, OpenAiError? Error) Read(ref RequestReader reader)
    {
        ReadOnlySpan<byte> model = default;
        List<byte[]>? inputs = null;
        long? dimensions = null;
        bool asBase64 = false;
        while (reader.NextMember())
        {
            if (reader.IsNamed("model"u8)) model = reader.RequiredText("model", ModelExpected);
            else if (reader.IsNamed("input"u8)) inputs = InputsOf(ref reader);
            else if (reader.IsNamed("dimensions"u8)) dimensions = reader.Integer("dimensions", 1, MaxDimensions);
            else if (reader.IsNamed("encoding_format"u8)) asBase64 = IsBase64(ref reader);
            else reader.SkipValue();
        }

        reader.EndDocument();
        if (model.IsEmpty) reader.Fail(OpenAiError.Missing("model", ModelExpected));
        if (inputs is null) reader.Fail(OpenAiError.Missing("input", InputExpected));
        return reader.Error is null
            ? (new EmbeddingsRequest(ModelName.Of(model), inputs!, (int)(dimensions ?? DefaultDimensions), asBase64), null)
            : (null, reader.Error);
    }

    /// <returns>Null: there is no input.</returns>
    private static List<byte[]>? InputsOf(ref RequestReader reader)
    {
        if (!reader.ToValue()) return null;
        if (!reader.IsAt(JsonTokenType.StartArray)) return [reader.Text("input", InputExpected).ToArray()];

        List<byte[]> inputs = [];
        int count = 0;
        while (reader.NextElement())
        {
            if (reader.Error is not null || count >= MaxInputs) reader.Skip();
            else inputs.Add(reader.Text($"input[{count}]", "a string").ToArray());
            count++;
        }

        if (count is 0 or > MaxInputs)
        {
            reader.Fail(OpenAiError.WrongValue("input", $"an array of {count}", $"a string or an array of 1 to {MaxInputs} strings"));
        }

        return inputs;
    }

    private static bool IsBase64(ref RequestReader reader)
    {
        const string Expected = "'float' or 'base64'";
        if (!reader.ToValue()) return false;

        ReadOnlySpan<byte> format = reader.Text("encoding_format", Expected);
        if (format.SequenceEqual("base64"u8)) return true;
        if (!format.SequenceEqual("float"u8)) reader.Fail(OpenAiError.WrongValue("encoding_format", $"'{Encoding.UTF8.GetString(format)}'", Expected));
        return false;
    }
}
