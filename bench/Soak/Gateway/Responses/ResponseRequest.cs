using System.Buffers.Text;
using System.Text.Json;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway.Responses;

/// <summary>
/// Reads a request for a response. The endpoint has no seed of its own: it is the text <c>metadata.seed</c>, a place that is the caller's and
/// that proxies leave alone; else a hash of the input.
/// </summary>
internal static class ResponseRequest
{
    private const string InputExpected = "a string or an array of at least one item";

    /// <param name="body">The request's, as it came.</param>
    /// <returns>The request, or the first thing wrong with it.</returns>
    public static (AnswerRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body) => WholeRequest.Read<AnswerRequest>(body, Read);

    private static (AnswerRequest? Request, OpenAiError? Error) Read(ref RequestReader reader)
    {
        ReadOnlySpan<byte> model = default;
        ReadOnlySpan<byte> input = default;
        bool stream = false;
        long? seed = null;
        long? most = null;
        while (reader.NextMember())
        {
            if (reader.IsNamed("model"u8)) model = reader.RequiredText("model", ModelName.Expected);
            else if (reader.IsNamed("input"u8)) input = Input(ref reader);
            else if (reader.IsNamed("stream"u8)) stream = reader.Flag("stream");
            else if (reader.IsNamed("max_output_tokens"u8)) most = reader.Integer("max_output_tokens", 1, int.MaxValue);
            else if (reader.IsNamed("metadata"u8)) seed = SeedOf(ref reader);
            else reader.SkipValue();
        }

        reader.EndDocument();
        if (model.IsEmpty) reader.Fail(OpenAiError.Missing("model", ModelName.Expected));
        if (input.IsEmpty) reader.Fail(OpenAiError.Missing("input", InputExpected));
        return reader.Error is null
            ? (new AnswerRequest(ModelName.Of(model), seed ?? (long)Fnv1a.Hash(input), (int?)most, stream, WithUsage: true, AnswerRequest.PromptTokensOf(input)), null)
            : (null, reader.Error);
    }

    /// <returns>The input's JSON text as it came; empty where there is none.</returns>
    private static ReadOnlySpan<byte> Input(scoped ref RequestReader reader)
    {
        if (!reader.ToValue()) return default;

        int start = reader.Position;
        if (reader.IsAt(JsonTokenType.String)) return reader.Since(start);
        if (!reader.IsAt(JsonTokenType.StartArray))
        {
            reader.FailAt("input", InputExpected);
            return default;
        }

        int count = 0;
        while (reader.NextElement())
        {
            if (reader.IsAt(JsonTokenType.StartObject)) reader.Skip();
            else reader.FailAt($"input[{count}]", "an object such as a message");
            count++;
        }

        if (count == 0) reader.Fail(OpenAiError.WrongValue("input", "an empty array", InputExpected));
        return reader.Since(start);
    }

    private static long? SeedOf(ref RequestReader reader)
    {
        if (!reader.EntersObject("metadata", "an object of strings")) return null;

        long? seed = null;
        while (reader.NextMember())
        {
            if (!reader.IsNamed("seed"u8)) reader.SkipValue();
            else if (reader.ToValue()) seed = SeedOf(reader.Text("metadata.seed", "a string"));
        }

        return seed;
    }

    private static long? SeedOf(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long seed, out int digits) && digits == text.Length ? seed : null;
}
