using System.Buffers;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>Builds embedding requests that differ in their input only; allocates nothing for each.</summary>
/// <remarks>Everything else is encoded in the constructor. Immutable; safe from any number of threads with an output each.</remarks>
public sealed class EmbeddingRequestBuilder
{
    private readonly TextRequest _request;

    /// <summary>Encodes what all requests have in common.</summary>
    /// <param name="options">The requests' common members.</param>
    /// <param name="head">
    /// What <c>WriteTo</c> puts before the body, with its Content-Type among its headers; null where only bodies are wanted.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="options"/> has problems; the message lists them all.</exception>
    public EmbeddingRequestBuilder(EmbeddingRequestOptions options, HttpRequestHead? head = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequestMembers.RequireNone(options.Validate(), nameof(options));

        using PooledBuffer beforeText = new();
        WriteBeforeText(beforeText, options);
        _request = new TextRequest(head, beforeText.WrittenSpan, "\""u8);
    }

    /// <summary>Writes the JSON body alone, as HTTP/2 wants it.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="inputUtf8">The text to embed in UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<byte> inputUtf8) => _request.WriteBodyTo(output, inputUtf8, seed: null);

    /// <summary>Writes the JSON body alone, as HTTP/2 wants it.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="input">The text to embed; a lone surrogate becomes U+FFFD.</param>
    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<char> input) => _request.WriteBodyTo(output, input, seed: null);

    /// <summary>Writes head and body, for one send.</summary>
    /// <param name="output">Takes the whole request after what it already holds; reset it between sends.</param>
    /// <param name="inputUtf8">The text to embed in UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    /// <exception cref="InvalidOperationException">The builder was made without a head.</exception>
    public void WriteTo(PooledBuffer output, ReadOnlySpan<byte> inputUtf8) => _request.WriteTo(output, inputUtf8, seed: null);

    /// <summary>Writes head and body, for one send.</summary>
    /// <param name="output">Takes the whole request after what it already holds; reset it between sends.</param>
    /// <param name="input">The text to embed; a lone surrogate becomes U+FFFD.</param>
    /// <exception cref="InvalidOperationException">The builder was made without a head.</exception>
    public void WriteTo(PooledBuffer output, ReadOnlySpan<char> input) => _request.WriteTo(output, input, seed: null);

    private static void WriteBeforeText(PooledBuffer output, EmbeddingRequestOptions options)
    {
        RequestMembers.WriteModel(output, options.Model);
        RequestMembers.WriteString(output, "encoding_format", options.EncodingFormat);
        RequestMembers.WriteInteger(output, "dimensions", options.Dimensions);
        output.Write(",\"input\":\""u8);
    }
}
