using System.Buffers;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>Builds requests to Anthropic's messages endpoint that differ in their prompt and seed only; allocates nothing for each.</summary>
/// <remarks>Everything else is encoded in the constructor. Immutable; safe from any number of threads with an output each.</remarks>
public sealed class MessageRequestBuilder
{
    private readonly TextRequest _request;

    /// <summary>Encodes what all requests have in common.</summary>
    /// <param name="options">The requests' common members.</param>
    /// <param name="head">
    /// What <c>WriteTo</c> puts before the body, with its Content-Type among its headers; null where only bodies are wanted.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="options"/> has problems; the message lists them all.</exception>
    public MessageRequestBuilder(MessageRequestOptions options, HttpRequestHead? head = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequestMembers.RequireNone(options.Validate(), nameof(options));

        using PooledBuffer beforeText = new();
        WriteBeforeText(beforeText, options);
        _request = new TextRequest(head, beforeText.WrittenSpan, "\"}]"u8, ",\"metadata\":{\"user_id\":\"seed-"u8, "\"}"u8);
    }

    /// <summary>Writes the JSON body alone, as HTTP/2 wants it.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="promptUtf8">The user's message in UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    /// <param name="seed">Sent as <c>metadata.user_id</c>, <c>seed-</c> and the number: the one place that this endpoint leaves to its caller; null leaves it out.</param>
    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<byte> promptUtf8, long? seed = null) => _request.WriteBodyTo(output, promptUtf8, seed);

    /// <summary>Writes the JSON body alone, as HTTP/2 wants it.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="prompt">The user's message; a lone surrogate becomes U+FFFD.</param>
    /// <param name="seed">Sent as <c>metadata.user_id</c>, <c>seed-</c> and the number: the one place that this endpoint leaves to its caller; null leaves it out.</param>
    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<char> prompt, long? seed = null) => _request.WriteBodyTo(output, prompt, seed);

    /// <summary>Writes head and body, for one send.</summary>
    /// <param name="output">Takes the whole request after what it already holds; reset it between sends.</param>
    /// <param name="promptUtf8">The user's message in UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    /// <param name="seed">Sent as <c>metadata.user_id</c>, <c>seed-</c> and the number: the one place that this endpoint leaves to its caller; null leaves it out.</param>
    /// <exception cref="InvalidOperationException">The builder was made without a head.</exception>
    public void WriteTo(PooledBuffer output, ReadOnlySpan<byte> promptUtf8, long? seed = null) => _request.WriteTo(output, promptUtf8, seed);

    /// <summary>Writes head and body, for one send.</summary>
    /// <param name="output">Takes the whole request after what it already holds; reset it between sends.</param>
    /// <param name="prompt">The user's message; a lone surrogate becomes U+FFFD.</param>
    /// <param name="seed">Sent as <c>metadata.user_id</c>, <c>seed-</c> and the number: the one place that this endpoint leaves to its caller; null leaves it out.</param>
    /// <exception cref="InvalidOperationException">The builder was made without a head.</exception>
    public void WriteTo(PooledBuffer output, ReadOnlySpan<char> prompt, long? seed = null) => _request.WriteTo(output, prompt, seed);

    private static void WriteBeforeText(PooledBuffer output, MessageRequestOptions options)
    {
        RequestMembers.WriteModel(output, options.Model);
        RequestMembers.WriteInteger(output, "max_tokens", options.MaxTokens);
        RequestMembers.WriteString(output, "system", options.System);
        RequestMembers.WriteTemperature(output, options.Temperature);
        RequestMembers.WriteStream(output, options.Stream, includeUsage: false); // a stream of this endpoint always ends with its usage
        output.Write(",\"messages\":[{\"role\":\"user\",\"content\":\""u8);
    }
}
