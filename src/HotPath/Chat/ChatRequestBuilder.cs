using System.Buffers;
using System.Globalization;
using System.Text;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>Builds chat-completion requests that differ in their prompt and seed only; allocates nothing for each.</summary>
/// <remarks>Everything else is encoded in the constructor. Immutable; safe from any number of threads with an output each.</remarks>
public sealed class ChatRequestBuilder
{
    private static ReadOnlySpan<byte> BeforeUserContent => "{\"role\":\"user\",\"content\":"u8;

    private readonly HttpRequestHead? _head;
    private readonly byte[] _beforePrompt;
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
        IReadOnlyList<string> problems = options.Validate();
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));

        _head = head;
        _beforePrompt = EncodeBeforePrompt(options);
        _maxTokensMember = options.MaxTokens is null ? options.MaxTokensMember : null;
    }

    /// <summary>Writes the JSON body alone, as HTTP/2 wants it.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="promptUtf8">The user's message in UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    /// <param name="seed">The member <c>seed</c>; null leaves it out.</param>
    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<byte> promptUtf8, long? seed)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(_beforePrompt);
        JsonText.WriteString(output, promptUtf8);
        WriteAfterPrompt(output, seed);
    }

    /// <summary>Writes the JSON body alone, as HTTP/2 wants it.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="prompt">The user's message; a lone surrogate becomes U+FFFD.</param>
    /// <param name="seed">The member <c>seed</c>; null leaves it out.</param>
    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<char> prompt, long? seed)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(_beforePrompt);
        JsonText.WriteString(output, prompt);
        WriteAfterPrompt(output, seed);
    }

    /// <summary>Writes the JSON body alone of a request that has more of its own than a prompt.</summary>
    /// <param name="output">Takes the body.</param>
    /// <param name="turn">What it has of its own.</param>
    /// <exception cref="InvalidOperationException">Both the turn and the builder's options say the longest answer.</exception>
    public void WriteBodyTo(IBufferWriter<byte> output, in ChatTurn turn)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(_beforePrompt.AsSpan(0, _beforePrompt.Length - BeforeUserContent.Length));
        if (turn.History is { } history) output.Write(history.MessagesJson);
        output.Write(BeforeUserContent);
        JsonText.WriteString(output, turn.PromptUtf8);
        output.Write("}]"u8);
        if (turn.MaxTokens is { } maxTokens) WriteMaxTokens(output, maxTokens);
        if (turn.Seed is { } seed)
        {
            output.Write(",\"seed\":"u8);
            JsonText.WriteNumber(output, seed);
        }

        output.Write("}"u8);
    }

    /// <summary>Writes head and body, for one send.</summary>
    /// <param name="output">Takes the whole request after what it already holds; reset it between sends.</param>
    /// <param name="promptUtf8">The user's message in UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    /// <param name="seed">The member <c>seed</c>; null leaves it out.</param>
    /// <exception cref="InvalidOperationException">The builder was made without a head.</exception>
    public void WriteTo(PooledBuffer output, ReadOnlySpan<byte> promptUtf8, long? seed)
    {
        HttpRequestHead head = RequireHead();
        int bodyStart = head.Begin(output);
        WriteBodyTo(output, promptUtf8, seed);
        head.End(output, bodyStart);
    }

    /// <summary>Writes head and body, for one send.</summary>
    /// <param name="output">Takes the whole request after what it already holds; reset it between sends.</param>
    /// <param name="prompt">The user's message; a lone surrogate becomes U+FFFD.</param>
    /// <param name="seed">The member <c>seed</c>; null leaves it out.</param>
    /// <exception cref="InvalidOperationException">The builder was made without a head.</exception>
    public void WriteTo(PooledBuffer output, ReadOnlySpan<char> prompt, long? seed)
    {
        HttpRequestHead head = RequireHead();
        int bodyStart = head.Begin(output);
        WriteBodyTo(output, prompt, seed);
        head.End(output, bodyStart);
    }

    private static void WriteAfterPrompt(IBufferWriter<byte> output, long? seed)
    {
        if (seed is { } value)
        {
            output.Write("}],\"seed\":"u8);
            JsonText.WriteNumber(output, value);
            output.Write("}"u8);
        }
        else
        {
            output.Write("}]}"u8);
        }
    }

    private void WriteMaxTokens(IBufferWriter<byte> output, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxTokens);
        string member = _maxTokensMember ?? throw new InvalidOperationException(
            "The turn says the longest answer and so do the builder's options; only one may. Leave MaxTokens out of either.");
        output.Write(","u8);
        JsonText.WriteString(output, member);
        output.Write(":"u8);
        JsonText.WriteNumber(output, maxTokens);
    }

    private static byte[] EncodeBeforePrompt(ChatRequestOptions options)
    {
        using PooledBuffer output = new();
        output.Write("{\"model\":"u8);
        JsonText.WriteString(output, options.Model);
        if (options.MaxTokens is { } maxTokens)
        {
            output.Write(","u8);
            JsonText.WriteString(output, options.MaxTokensMember);
            output.Write(":"u8);
            JsonText.WriteNumber(output, maxTokens);
        }

        if (options.Temperature is { } temperature)
        {
            output.Write(",\"temperature\":"u8);
            output.Write(Encoding.ASCII.GetBytes(temperature.ToString(CultureInfo.InvariantCulture)));
        }

        if (options.Stream) output.Write(",\"stream\":true"u8);
        if (options.Stream && options.IncludeUsage) output.Write(",\"stream_options\":{\"include_usage\":true}"u8);

        output.Write(",\"messages\":["u8);
        if (options.SystemPrompt is { } systemPrompt)
        {
            output.Write("{\"role\":\"system\",\"content\":"u8);
            JsonText.WriteString(output, systemPrompt);
            output.Write("},"u8);
        }

        output.Write(BeforeUserContent);
        return output.WrittenSpan.ToArray();
    }

    private HttpRequestHead RequireHead() => _head ?? throw new InvalidOperationException(
        "This builder has no request head. Pass one to its constructor, or write the body alone with WriteBodyTo.");
}
