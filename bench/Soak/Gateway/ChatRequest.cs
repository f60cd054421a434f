using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>
/// Reads a chat request: its cap is the smaller of <c>max_tokens</c> and <c>max_completion_tokens</c>, its seed <c>seed</c>, else a hash of
/// its messages.
/// </summary>
internal static class ChatRequest
{
    /// <param name="body">The request's, as it came.</param>
    /// <returns>The request, or the first thing wrong with it.</returns>
    public static (AnswerRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body) => WholeRequest.Read<AnswerRequest>(body, Read);

    private static (AnswerRequest? Request, OpenAiError? Error) Read(ref RequestReader reader)
    {
        ReadOnlySpan<byte> model = default;
        ReadOnlySpan<byte> messages = default;
        bool stream = false;
        bool withUsage = false;
        long? seed = null;
        long? most = null;
        long? mostCompletion = null;
        while (reader.NextMember())
        {
            if (reader.IsNamed("model"u8)) model = reader.RequiredText("model", ModelName.Expected);
            else if (reader.IsNamed("messages"u8)) messages = RequestMessages.Read(ref reader);
            else if (reader.IsNamed("stream"u8)) stream = reader.Flag("stream");
            else if (reader.IsNamed("stream_options"u8)) withUsage = WithUsageOf(ref reader);
            else if (reader.IsNamed("seed"u8)) seed = reader.Integer("seed", long.MinValue, long.MaxValue);
            else if (reader.IsNamed("max_tokens"u8)) most = reader.Integer("max_tokens", 1, int.MaxValue);
            else if (reader.IsNamed("max_completion_tokens"u8)) mostCompletion = reader.Integer("max_completion_tokens", 1, int.MaxValue);
            else if (reader.IsNamed("n"u8)) _ = reader.Integer("n", 1, 1);
            else reader.SkipValue();
        }

        reader.EndDocument();
        if (model.IsEmpty) reader.Fail(OpenAiError.Missing("model", ModelName.Expected));
        if (messages.IsEmpty) reader.Fail(OpenAiError.Missing("messages", RequestMessages.Expected));
        if (reader.Error is not null) return (null, reader.Error);

        int? cap = most is null && mostCompletion is null ? null : (int)Math.Min(most ?? int.MaxValue, mostCompletion ?? int.MaxValue);
        return (new AnswerRequest(
            ModelName.Of(model),
            seed ?? (long)Fnv1a.Hash(messages),
            cap,
            stream,
            withUsage,
            AnswerRequest.PromptTokensOf(messages)), null);
    }

    /// <summary>Reads <c>stream_options</c>.</summary>
    public static bool WithUsageOf(ref RequestReader reader)
    {
        bool withUsage = false;
        if (!reader.EntersObject("stream_options", "an object")) return false;

        while (reader.NextMember())
        {
            if (reader.IsNamed("include_usage"u8)) withUsage = reader.Flag("include_usage");
            else reader.SkipValue();
        }

        return withUsage;
    }
}
