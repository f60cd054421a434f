using System.Text.Json;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>
/// Reads a chat request: its cap is the smaller of <c>max_tokens</c> and <c>max_completion_tokens</c>, its seed <c>seed</c>, else a hash of
/// its messages.
/// </summary>
internal static class ChatRequest
{
    private const string ModelExpected = "a string, the model's name";
    private const string MessagesExpected = "an array of at least one message";

    /// <param name="body">The request's, as it came.</param>
    /// <returns>The request, or the first thing wrong with it.</returns>
    public static (AnswerRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body)
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
            if (reader.IsNamed("model"u8)) model = reader.RequiredText("model", ModelExpected);
            else if (reader.IsNamed("messages"u8)) messages = Messages(ref reader);
            else if (reader.IsNamed("stream"u8)) stream = reader.Flag("stream");
            else if (reader.IsNamed("stream_options"u8)) withUsage = WithUsageOf(ref reader);
            else if (reader.IsNamed("seed"u8)) seed = reader.Integer("seed", long.MinValue, long.MaxValue);
            else if (reader.IsNamed("max_tokens"u8)) most = reader.Integer("max_tokens", 1, int.MaxValue);
            else if (reader.IsNamed("max_completion_tokens"u8)) mostCompletion = reader.Integer("max_completion_tokens", 1, int.MaxValue);
            else if (reader.IsNamed("n"u8)) _ = reader.Integer("n", 1, 1);
            else reader.SkipValue();
        }

        reader.EndDocument();
        if (model.IsEmpty) reader.Fail(OpenAiError.Missing("model", ModelExpected));
        if (messages.IsEmpty) reader.Fail(OpenAiError.Missing("messages", MessagesExpected));
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

    /// <returns>The messages' JSON text as it came.</returns>
    private static ReadOnlySpan<byte> Messages(scoped ref RequestReader reader)
    {
        if (!reader.EntersArray("messages", MessagesExpected)) return default;

        int start = reader.Position;
        int count = 0;
        while (reader.NextElement())
        {
            ReadMessage(ref reader, count);
            count++;
        }

        if (count == 0) reader.Fail(OpenAiError.WrongValue("messages", "an empty array", MessagesExpected));
        return reader.Since(start);
    }

    private static void ReadMessage(ref RequestReader reader, int index)
    {
        if (!reader.IsAt(JsonTokenType.StartObject))
        {
            reader.FailAt($"messages[{index}]", "an object with role and content");
            return;
        }

        bool hasRole = false;
        while (reader.NextMember())
        {
            if (reader.IsNamed("role"u8)) hasRole |= ReadRole(ref reader, index);
            else if (reader.IsNamed("content"u8)) ReadContent(ref reader, index);
            else reader.SkipValue();
        }

        if (!hasRole) reader.Fail(OpenAiError.Missing($"messages[{index}].role", "a string such as 'user'"));
    }

    /// <returns>Whether there is one, be it wrong.</returns>
    private static bool ReadRole(ref RequestReader reader, int index)
    {
        if (!reader.ToValue()) return false;
        if (!reader.IsAt(JsonTokenType.String)) reader.FailAt($"messages[{index}].role", "a string such as 'user'");
        return true;
    }

    private static void ReadContent(ref RequestReader reader, int index)
    {
        if (!reader.ToValue()) return;
        if (reader.IsAt(JsonTokenType.String) || reader.IsAt(JsonTokenType.StartArray)) reader.Skip();
        else reader.FailAt($"messages[{index}].content", "a string or an array of parts");
    }

    private static bool WithUsageOf(ref RequestReader reader)
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
