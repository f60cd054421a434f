using System.Buffers;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>Builds chat-completion requests that differ in their prompt and seed only; allocates nothing for each.</summary>
/// <remarks>Everything else is encoded in the constructor. Immutable; safe from any number of threads with an output each.</remarks>
public sealed class ChatRequestBuilder
{
    private static ReadOnlySpan<byte> BeforeUserText => "{\"role\":\"user\",\"content\":\""u8;

    private static ReadOnlySpan<byte> AfterUserText => "\"}]"u8;

    private readonly TextRequest _request;
    private readonly byte[] _beforeHistory;
    private readonly string? _maxTokensMember; // null where the options say it for all requests

    /// <summary>Encodes what all requests have in common.</summary>
    /// <param name="options">The requests' common members.</param>
    /// <param name="head">
    /// What <c>WriteTo</c> puts before the body, with its Content-Type among its headers; null where only bodies are wanted.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="options"/> has problems; the message lists them all.</exception>
    public ChatRequestBuilder(ChatRequestOptions options, HttpRequestHead? head = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequestMembers.RequireNone(options.Validate(), nameof(options));

        using PooledBuffer beforeText = new();
        WriteBeforeUser(beforeText, options);
        _beforeHistory = beforeText.WrittenSpan.ToArray();
        beforeText.Write(BeforeUserText);
        _maxTokensMember = options.MaxTokens is null ? options.MaxTokensMember : null;
        _request = new TextRequest(head, beforeText.WrittenSpan, AfterUserText);
    }

    /// <summary>Writes the JSON body alone, as HTTP/2 wants it.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="promptUtf8">The user's message in UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    /// <param name="seed">The member <c>seed</c>; null leaves it out.</param>
    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<byte> promptUtf8, long? seed) => _request.WriteBodyTo(output, promptUtf8, seed);

    /// <summary>Writes the JSON body alone, as HTTP/2 wants it.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="prompt">The user's message; a lone surrogate becomes U+FFFD.</param>
    /// <param name="seed">The member <c>seed</c>; null leaves it out.</param>
    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<char> prompt, long? seed) => _request.WriteBodyTo(output, prompt, seed);

    /// <summary>Writes the JSON body alone of a request that has more of its own than a prompt.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="turn">What it has of its own.</param>
    /// <exception cref="InvalidOperationException">Both the turn and the builder's options say the longest answer.</exception>
    public void WriteBodyTo(IBufferWriter<byte> output, in ChatTurn turn)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(_beforeHistory);
        if (turn.History is { } history) output.Write(history.MessagesJson);
        output.Write(BeforeUserText);
        JsonText.WriteEscaped(output, turn.PromptUtf8);
        output.Write(AfterUserText);
        if (turn.MaxTokens is { } maxTokens) WriteMaxTokens(output, maxTokens);
        RequestMembers.WriteInteger(output, "seed", turn.Seed);
        output.Write("}"u8);
    }

    /// <summary>Writes head and body, for one send.</summary>
    /// <param name="output">Takes the whole request after what it already holds; reset it between sends.</param>
    /// <param name="promptUtf8">The user's message in UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    /// <param name="seed">The member <c>seed</c>; null leaves it out.</param>
    /// <exception cref="InvalidOperationException">The builder was made without a head.</exception>
    public void WriteTo(PooledBuffer output, ReadOnlySpan<byte> promptUtf8, long? seed) => _request.WriteTo(output, promptUtf8, seed);

    /// <summary>Writes head and body, for one send.</summary>
    /// <param name="output">Takes the whole request after what it already holds; reset it between sends.</param>
    /// <param name="prompt">The user's message; a lone surrogate becomes U+FFFD.</param>
    /// <param name="seed">The member <c>seed</c>; null leaves it out.</param>
    /// <exception cref="InvalidOperationException">The builder was made without a head.</exception>
    public void WriteTo(PooledBuffer output, ReadOnlySpan<char> prompt, long? seed) => _request.WriteTo(output, prompt, seed);

    private void WriteMaxTokens(IBufferWriter<byte> output, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxTokens);
        string member = _maxTokensMember ?? throw new InvalidOperationException(
            "The turn says the longest answer and so do the builder's options; only one may. Leave MaxTokens out of either.");
        RequestMembers.WriteInteger(output, member, maxTokens);
    }

    private static void WriteBeforeUser(PooledBuffer output, ChatRequestOptions options)
    {
        RequestMembers.WriteModel(output, options.Model);
        RequestMembers.WriteInteger(output, options.MaxTokensMember, options.MaxTokens);
        RequestMembers.WriteTemperature(output, options.Temperature);
        RequestMembers.WriteStream(output, options.Stream, options.IncludeUsage);
        RequestMembers.WriteTexts(output, "metadata", options.Metadata);

        output.Write(",\"messages\":["u8);
        if (options.SystemPrompt is { } systemPrompt) WriteMessage(output, new ChatMessage("system", systemPrompt));
        foreach (ChatMessage message in options.History) WriteMessage(output, message);
    }

    private static void WriteMessage(PooledBuffer output, ChatMessage message)
    {
        output.Write("{\"role\":"u8);
        JsonText.WriteString(output, message.Role);
        output.Write(",\"content\":"u8);
        JsonText.WriteString(output, message.Content);
        output.Write("},"u8);
    }
}
