using System.Text.Json;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway.Completions;

/// <summary>Reads a text-completion request: its seed is <c>seed</c>, else a hash of its prompt, which is a text or an array of one.</summary>
internal static class CompletionRequest
{
    private const string PromptExpected = "a string, or an array of one";

    /// <param name="body">The request's, as it came.</param>
    /// <returns>The request, or the first thing wrong with it.</returns>
    public static (AnswerRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body) => WholeRequest.Read<AnswerRequest>(body, Read);

    private static (AnswerRequest? Request, OpenAiError? Error) Read(ref RequestReader reader)
    {
        ReadOnlySpan<byte> model = default;
        ReadOnlySpan<byte> prompt = default;
        bool hasPrompt = false;
        bool stream = false;
        bool withUsage = false;
        long? seed = null;
        long? most = null;
        while (reader.NextMember())
        {
            if (reader.IsNamed("model"u8)) model = reader.RequiredText("model", ModelName.Expected);
            else if (reader.IsNamed("prompt"u8)) hasPrompt = TryReadPrompt(ref reader, ref prompt);
            else if (reader.IsNamed("stream"u8)) stream = reader.Flag("stream");
            else if (reader.IsNamed("stream_options"u8)) withUsage = ChatRequest.WithUsageOf(ref reader);
            else if (reader.IsNamed("seed"u8)) seed = reader.Integer("seed", long.MinValue, long.MaxValue);
            else if (reader.IsNamed("max_tokens"u8)) most = reader.Integer("max_tokens", 1, int.MaxValue);
            else if (reader.IsNamed("n"u8)) _ = reader.Integer("n", 1, 1);
            else reader.SkipValue();
        }

        reader.EndDocument();
        if (model.IsEmpty) reader.Fail(OpenAiError.Missing("model", ModelName.Expected));
        if (!hasPrompt) reader.Fail(OpenAiError.Missing("prompt", PromptExpected));
        return reader.Error is null
            ? (new AnswerRequest(ModelName.Of(model), seed ?? (long)Fnv1a.Hash(prompt), (int?)most, stream, withUsage, AnswerRequest.PromptTokensOf(prompt)), null)
            : (null, reader.Error);
    }

    /// <returns>Whether there is one, be it wrong.</returns>
    private static bool TryReadPrompt(scoped ref RequestReader reader, ref ReadOnlySpan<byte> prompt)
    {
        if (!reader.ToValue()) return false;
        if (!reader.IsAt(JsonTokenType.StartArray))
        {
            prompt = reader.Text("prompt", PromptExpected);
            return true;
        }

        int count = 0;
        while (reader.NextElement())
        {
            prompt = reader.Text($"prompt[{count}]", "a string");
            count++;
        }

        if (count != 1) reader.Fail(OpenAiError.WrongValue("prompt", $"an array of {count}", PromptExpected));
        return true;
    }
}
