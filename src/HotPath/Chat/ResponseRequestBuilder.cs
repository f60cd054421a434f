using System.Buffers;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>Builds requests to the responses endpoint that differ in their input and seed only; allocates nothing for each.</summary>
/// <remarks>Everything else is encoded in the constructor. Immutable; safe from any number of threads with an output each.</remarks>
public sealed class ResponseRequestBuilder
{
    private readonly TextRequest _request;

    /// <summary>Encodes what all requests have in common.</summary>
    /// <param name="options">The requests' common members.</param>
    /// <param name="head">
    /// What <c>WriteTo</c> puts before the body, with its Content-Type among its headers; null where only bodies are wanted.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="options"/> has problems; the message lists them all.</exception>
    public ResponseRequestBuilder(ResponseRequestOptions options, HttpRequestHead? head = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequestMembers.RequireNone(options.Validate(), nameof(options));

        using PooledBuffer beforeText = new();
        WriteBeforeText(beforeText, options);
        _request = new TextRequest(head, beforeText.WrittenSpan, "\""u8, ",\"metadata\":{\"seed\":\""u8, "\"}"u8);
    }

    /// <summary>Writes the JSON body alone, as HTTP/2 wants it.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="inputUtf8">The user's message in UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    /// <param name="seed">Sent as the text <c>metadata.seed</c>, for this endpoint has no seed of its own; null leaves it out.</param>
    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<byte> inputUtf8, long? seed = null) => _request.WriteBodyTo(output, inputUtf8, seed);

    /// <summary>Writes the JSON body alone, as HTTP/2 wants it.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="input">The user's message; a lone surrogate becomes U+FFFD.</param>
    /// <param name="seed">Sent as the text <c>metadata.seed</c>, for this endpoint has no seed of its own; null leaves it out.</param>
    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<char> input, long? seed = null) => _request.WriteBodyTo(output, input, seed);

    /// <summary>Writes head and body, for one send.</summary>
    /// <param name="output">Takes the whole request after what it already holds; reset it between sends.</param>
    /// <param name="inputUtf8">The user's message in UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    /// <param name="seed">Sent as the text <c>metadata.seed</c>, for this endpoint has no seed of its own; null leaves it out.</param>
    /// <exception cref="InvalidOperationException">The builder was made without a head.</exception>
    public void WriteTo(PooledBuffer output, ReadOnlySpan<byte> inputUtf8, long? seed = null) => _request.WriteTo(output, inputUtf8, seed);

    /// <summary>Writes head and body, for one send.</summary>
    /// <param name="output">Takes the whole request after what it already holds; reset it between sends.</param>
    /// <param name="input">The user's message; a lone surrogate becomes U+FFFD.</param>
    /// <param name="seed">Sent as the text <c>metadata.seed</c>, for this endpoint has no seed of its own; null leaves it out.</param>
    /// <exception cref="InvalidOperationException">The builder was made without a head.</exception>
    public void WriteTo(PooledBuffer output, ReadOnlySpan<char> input, long? seed = null) => _request.WriteTo(output, input, seed);

    private static void WriteBeforeText(PooledBuffer output, ResponseRequestOptions options)
    {
        RequestMembers.WriteModel(output, options.Model);
        RequestMembers.WriteString(output, "instructions", options.Instructions);
        RequestMembers.WriteInteger(output, "max_output_tokens", options.MaxOutputTokens);
        RequestMembers.WriteTemperature(output, options.Temperature);
        RequestMembers.WriteStream(output, options.Stream, includeUsage: false); // a stream of this endpoint always ends with its usage
        output.Write(",\"input\":\""u8);
    }
}
