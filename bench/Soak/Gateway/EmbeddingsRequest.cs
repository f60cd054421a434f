using System.Text;
using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>What an embeddings request asks for.</summary>
/// <param name="Model">Echoed.</param>
/// <param name="Inputs">At least one.</param>
/// <param name="Dimensions">Components of each vector.</param>
/// <param name="AsBase64">Little-endian floats in base64, as SDKs ask for; else an array of numbers.</param>
internal sealed record EmbeddingsRequest(ModelName Model, IReadOnlyList<EmbeddingInput> Inputs, int Dimensions, bool AsBase64)
{
    private const int DefaultDimensions = 1_536;
    private const int MaxDimensions = 4_096;
    private const int MaxInputs = 2_048;
    private const int MaxTokens = 8_192; // of one input
    private const string InputExpected = "a string, an array of strings, an array of tokens, or an array of such arrays";

    /// <summary>A quarter of the texts' bytes, and the tokens that came as such.</summary>
    public int PromptTokens => Inputs.Sum(input => input.Tokens);

    /// <param name="body">The request's, as it came.</param>
    /// <returns>The request, or the first thing wrong with it.</returns>
    public static (EmbeddingsRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body) => WholeRequest.Read<EmbeddingsRequest>(body, Read);

    private static (EmbeddingsRequest? Request, OpenAiError? Error) Read(ref RequestReader reader)
    {
        ReadOnlySpan<byte> model = default;
        List<EmbeddingInput>? inputs = null;
        long? dimensions = null;
        bool asBase64 = false;
        while (reader.NextMember())
        {
            if (reader.IsNamed("model"u8)) model = reader.RequiredText("model", ModelName.Expected);
            else if (reader.IsNamed("input"u8)) inputs = InputsOf(ref reader);
            else if (reader.IsNamed("dimensions"u8)) dimensions = reader.Integer("dimensions", 1, MaxDimensions);
            else if (reader.IsNamed("encoding_format"u8)) asBase64 = IsBase64(ref reader);
            else reader.SkipValue();
        }

        reader.EndDocument();
        if (model.IsEmpty) reader.Fail(OpenAiError.Missing("model", ModelName.Expected));
        if (inputs is null) reader.Fail(OpenAiError.Missing("input", InputExpected));
        return reader.Error is null
            ? (new EmbeddingsRequest(ModelName.Of(model), inputs!, (int)(dimensions ?? DefaultDimensions), asBase64), null)
            : (null, reader.Error);
    }

    /// <returns>Null: there is no input.</returns>
    private static List<EmbeddingInput>? InputsOf(ref RequestReader reader)
    {
        if (!reader.ToValue()) return null;
        if (!reader.IsAt(JsonTokenType.StartArray)) return [TextOf(ref reader, "input", InputExpected)];

        List<EmbeddingInput> inputs = [];
        List<long> tokens = [];
        int count = 0;
        while (reader.NextElement())
        {
            if (reader.Error is not null || count >= MostOf(tokens)) reader.Skip();
            else if (count == tokens.Count && reader.TryCount(out long token)) tokens.Add(token);
            else if (reader.IsAt(JsonTokenType.StartArray)) inputs.Add(TokensOf(ref reader, $"input[{count}]"));
            else inputs.Add(TextOf(ref reader, $"input[{count}]", "a string"));
            count++;
        }

        if (count == 0 || count > MostOf(tokens))
        {
            reader.Fail(OpenAiError.WrongValue("input", $"an array of {count}", $"an array of 1 to {MaxInputs} inputs, or of 1 to {MaxTokens} tokens"));
        }
        else if (tokens.Count > 0 && inputs.Count > 0)
        {
            reader.Fail(OpenAiError.WrongValue("input", "an array of tokens and others", InputExpected));
        }

        return tokens.Count > 0 ? [EmbeddingInput.OfTokens(tokens)] : inputs;
    }

    private static int MostOf(List<long> tokens) => tokens.Count > 0 ? MaxTokens : MaxInputs;

    private static EmbeddingInput TextOf(ref RequestReader reader, string name, string expected)
    {
        ReadOnlySpan<byte> text = reader.Text(name, expected);
        if (text.IsEmpty) reader.Fail(OpenAiError.WrongValue(name, "empty", expected));
        return EmbeddingInput.OfText(text);
    }

    private static EmbeddingInput TokensOf(ref RequestReader reader, string name)
    {
        List<long> tokens = [];
        while (reader.NextElement())
        {
            if (reader.TryCount(out long token) && tokens.Count < MaxTokens) tokens.Add(token);
            else reader.FailAt($"{name}[{tokens.Count}]", $"one of at most {MaxTokens} tokens, a whole number of at least 0");
        }

        if (tokens.Count == 0) reader.Fail(OpenAiError.WrongValue(name, "an empty array", "an array of at least one token"));
        return EmbeddingInput.OfTokens(tokens);
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
