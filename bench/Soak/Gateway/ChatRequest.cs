using System.Runtime.InteropServices;
using System.Text.Json;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>What a chat request asks for, as far as the simulation heeds it.</summary>
/// <param name="Model">Echoed.</param>
/// <param name="Seed">The request's <c>seed</c>, else a hash of its messages.</param>
/// <param name="MaxTokens">The smaller of <c>max_tokens</c> and <c>max_completion_tokens</c>; null: no cap.</param>
/// <param name="Stream">Answer with events.</param>
/// <param name="WithUsage">Streamed: send usage.</param>
/// <param name="PromptTokens">A quarter of the messages' bytes.</param>
internal sealed record ChatRequest(string Model, long Seed, int? MaxTokens, bool Stream, bool WithUsage, int PromptTokens)
{
    private const int BytesPerPromptToken = 4;

    /// <returns>The request, or the first thing wrong with it.</returns>
    public static (ChatRequest? Request, OpenAiError? Error) Read(JsonElement body)
    {
        RequestReader reader = new(body);
        string model = reader.RequiredText("model", "a string, the model's name");
        ReadOnlySpan<byte> messages = Messages(reader);
        bool stream = reader.Flag("stream");
        bool withUsage = WithUsageOf(reader);
        long? seed = reader.Integer("seed", long.MinValue, long.MaxValue);
        long? most = reader.Integer("max_tokens", 1, int.MaxValue);
        long? mostCompletion = reader.Integer("max_completion_tokens", 1, int.MaxValue);
        _ = reader.Integer("n", 1, 1);

        if (reader.Error is not null) return (null, reader.Error);

        int? cap = most is null && mostCompletion is null ? null : (int)Math.Min(most ?? int.MaxValue, mostCompletion ?? int.MaxValue);
        return (new ChatRequest(
            model,
            seed ?? (long)Fnv1a.Hash(messages),
            cap,
            stream,
            withUsage,
            Math.Max(1, messages.Length / BytesPerPromptToken)), null);
    }

    /// <returns>The messages' JSON text as it came.</returns>
    private static ReadOnlySpan<byte> Messages(RequestReader reader)
    {
        const string Expected = "an array of at least one message";
        if (!reader.TryGet("messages", out JsonElement messages))
        {
            reader.Fail(OpenAiError.Missing("messages", Expected));
            return default;
        }

        if (messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            reader.Fail(OpenAiError.WrongValue("messages", RequestReader.Describe(messages), Expected));
            return default;
        }

        int index = 0;
        foreach (JsonElement message in messages.EnumerateArray())
        {
            CheckMessage(reader, message, $"messages[{index}]");
            index++;
        }

        return JsonMarshal.GetRawUtf8Value(messages);
    }

    private static void CheckMessage(RequestReader reader, JsonElement message, string name)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            reader.Fail(OpenAiError.WrongValue(name, RequestReader.Describe(message), "an object with role and content"));
            return;
        }

        RequestReader members = new(message);
        if (!members.TryGet("role", out JsonElement role))
        {
            reader.Fail(OpenAiError.Missing($"{name}.role", "a string such as 'user'"));
        }
        else if (role.ValueKind != JsonValueKind.String)
        {
            reader.Fail(OpenAiError.WrongValue($"{name}.role", RequestReader.Describe(role), "a string such as 'user'"));
        }

        if (members.TryGet("content", out JsonElement content) && content.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
        {
            reader.Fail(OpenAiError.WrongValue($"{name}.content", RequestReader.Describe(content), "a string or an array of parts"));
        }
    }

    private static bool WithUsageOf(RequestReader reader)
    {
        if (!reader.TryGet("stream_options", out JsonElement options)) return false;
        if (options.ValueKind != JsonValueKind.Object)
        {
            reader.Fail(OpenAiError.WrongValue("stream_options", RequestReader.Describe(options), "an object"));
            return false;
        }

        RequestReader members = new(options);
        bool withUsage = members.Flag("include_usage");
        if (members.Error is not null) reader.Fail(members.Error);
        return withUsage;
    }
}
