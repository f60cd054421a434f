using System.Buffers.Text;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway.Messages;

/// <summary>
/// Reads a messages request. The endpoint has no seed of its own: it is in <c>metadata.user_id</c>, the one place that is the caller's, as
/// <c>seed-</c> and the number; else a hash of the messages.
/// </summary>
internal static class MessageRequest
{
    private const string MaxTokensExpected = "a whole number of at least 1";

    private static ReadOnlySpan<byte> SeedPrefix => "seed-"u8;

    /// <param name="body">The request's, as it came.</param>
    /// <returns>The request, or the first thing wrong with it.</returns>
    public static (AnswerRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body) => WholeRequest.Read<AnswerRequest>(body, Read);

    private static (AnswerRequest? Request, OpenAiError? Error) Read(ref RequestReader reader)
    {
        ReadOnlySpan<byte> model = default;
        ReadOnlySpan<byte> messages = default;
        bool stream = false;
        long? seed = null;
        long? most = null;
        while (reader.NextMember())
        {
            if (reader.IsNamed("model"u8)) model = reader.RequiredText("model", ModelName.Expected);
            else if (reader.IsNamed("messages"u8)) messages = RequestMessages.Read(ref reader);
            else if (reader.IsNamed("max_tokens"u8)) most = reader.Integer("max_tokens", 1, int.MaxValue);
            else if (reader.IsNamed("stream"u8)) stream = reader.Flag("stream");
            else if (reader.IsNamed("metadata"u8)) seed = SeedOf(ref reader);
            else reader.SkipValue();
        }

        reader.EndDocument();
        if (model.IsEmpty) reader.Fail(OpenAiError.Missing("model", ModelName.Expected));
        if (most is null) reader.Fail(OpenAiError.Missing("max_tokens", MaxTokensExpected));
        if (messages.IsEmpty) reader.Fail(OpenAiError.Missing("messages", RequestMessages.Expected));
        return reader.Error is null
            ? (new AnswerRequest(ModelName.Of(model), seed ?? (long)Fnv1a.Hash(messages), (int?)most, stream, WithUsage: true, AnswerRequest.PromptTokensOf(messages)), null)
            : (null, reader.Error);
    }

    private static long? SeedOf(ref RequestReader reader)
    {
        if (!reader.EntersObject("metadata", "an object")) return null;

        long? seed = null;
        while (reader.NextMember())
        {
            if (!reader.IsNamed("user_id"u8)) reader.SkipValue();
            else if (reader.ToValue()) seed = SeedOf(reader.Text("metadata.user_id", "a string"));
        }

        return seed;
    }

    private static long? SeedOf(ReadOnlySpan<byte> userId)
    {
        if (!userId.StartsWith(SeedPrefix)) return null;

        ReadOnlySpan<byte> text = userId[SeedPrefix.Length..];
        return Utf8Parser.TryParse(text, out long seed, out int digits) && digits == text.Length ? seed : null;
    }
}
