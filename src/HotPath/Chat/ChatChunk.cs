namespace HotPath.Chat;

/// <summary>
/// What one object of an answer says: a chat completion's, read by <see cref="ChatChunkReader"/>, or another endpoint's, read by
/// <see cref="AnswerReader"/>.
/// </summary>
/// <remarks>
/// All text is UTF-8 with its JSON escapes undone. The spans are valid until the reader's next <c>TryRead</c>, and no longer
/// than the JSON they were read from.
/// </remarks>
public readonly ref struct ChatChunk
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<byte> _decoded;
    private readonly ChunkValues _values;

    internal ChatChunk(ReadOnlySpan<byte> json, ReadOnlySpan<byte> decoded, scoped in ChunkValues values)
    {
        _json = json;
        _decoded = decoded;
        _values = values;
    }

    /// <summary>Text of choice 0; empty when there is none, as in a first delta that only names the role.</summary>
    public ReadOnlySpan<byte> Content => Text(ChunkText.Content);

    /// <summary>Reasoning of choice 0: <c>reasoning_content</c>, or <c>reasoning</c> where that is empty.</summary>
    public ReadOnlySpan<byte> ReasoningContent => _values.Texts.Lengths[(int)ChunkText.ReasoningContent] != 0 ? Text(ChunkText.ReasoningContent) : Text(ChunkText.Reasoning);

    /// <summary>Whether choice 0 brought text: an empty string is not content.</summary>
    public bool HasContent => !Content.IsEmpty;

    /// <summary>Whether choice 0 brought reasoning: an empty string is none.</summary>
    public bool HasReasoning => !ReasoningContent.IsEmpty;

    /// <summary>Whether choice 0 brought at least one tool call.</summary>
    public bool HasToolCalls => _values.HasToolCalls;

    /// <summary>Why choice 0 ended, such as <c>stop</c>; empty while it goes on.</summary>
    public ReadOnlySpan<byte> FinishReason => Text(ChunkText.FinishReason);

    /// <summary>How many choices the object holds: one for each answer, 0 in a chunk that carries only usage.</summary>
    public int ChoiceCount => _values.ChoiceCount;

    /// <summary>Whether the object holds at least one token count; <c>"usage":null</c> and <c>"usage":{}</c> hold none.</summary>
    public bool HasUsage => _values.HasUsage;

    /// <summary>Tokens of the prompt; 0 when not given.</summary>
    public long PromptTokens => _values.Tokens[ChunkTokens.Prompt];

    /// <summary>Tokens generated; 0 when not given.</summary>
    public long CompletionTokens => _values.Tokens[ChunkTokens.Completion];

    /// <summary>The gateway's own sum, not checked against the other counts; 0 when not given.</summary>
    public long TotalTokens => _values.Tokens[ChunkTokens.Total];

    /// <summary>Whether the object reports an error in band: <c>error</c> is an object or a string, or <c>object</c> is <c>"error"</c>.</summary>
    public bool HasError => _values.HasError;

    /// <summary>The error's message; empty when there is no error, or it has no message.</summary>
    public ReadOnlySpan<byte> ErrorMessage => Text(ChunkText.ErrorMessage);

    /// <summary>
    /// Whether it is the last of its stream, as <see cref="AnswerReader"/> reads them: <c>response.completed</c>,
    /// <c>response.incomplete</c>, <c>response.failed</c> or <c>message_stop</c>. Streams of chunks end with a <c>[DONE]</c> instead.
    /// </summary>
    public bool IsEnd => _values.IsEnd;

    /// <summary>The model that answered; empty when not given as a string.</summary>
    public ReadOnlySpan<byte> Model => Text(ChunkText.Model);

    /// <summary>The completion's id; empty when not given as a string.</summary>
    public ReadOnlySpan<byte> Id => Text(ChunkText.Id);

    /// <summary>What the gateway says it runs on; empty when not given as a string.</summary>
    public ReadOnlySpan<byte> SystemFingerprint => Text(ChunkText.SystemFingerprint);

    private ReadOnlySpan<byte> Text(ChunkText text)
    {
        int start = _values.Texts.Starts[(int)text];
        int length = _values.Texts.Lengths[(int)text];
        return ((_values.Texts.Escaped >> (int)text) & 1) == 0 ? _json.Slice(start, length) : _decoded.Slice(start, length);
    }
}
