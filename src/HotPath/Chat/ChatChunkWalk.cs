using System.Text.Json;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>One pass over a chat-completion object that notes where the members of interest are.</summary>
/// <remarks>
/// Each method enters on the first token of its value and leaves on the last. It returns false for a value of a kind it
/// cannot read; the underlying reader throws <see cref="JsonException"/> for what is not JSON.
/// </remarks>
internal ref struct ChatChunkWalk(ReadOnlySpan<byte> json, byte[] nameScratch)
{
    /// <summary>The longest name read here is <c>system_fingerprint</c>, and an escape takes six bytes for one.</summary>
    public const int LongestEscapedName = 6 * 18;

    private readonly byte[] _nameScratch = nameScratch;
    private Utf8JsonReader _reader = new(json);
    private Choice _choice;
    private JsonStringToken _model;
    private JsonStringToken _id;
    private JsonStringToken _systemFingerprint;
    private int _choiceCount;
    private bool _hasErrorMember;
    private bool _isErrorObject;
    private JsonStringToken _errorMemberMessage;
    private JsonStringToken _topLevelMessage;

    public TokenUsage Usage { get; private set; }

    public readonly ChunkValues Values()
    {
        Answer answer = _choice.Answer;
        ReadOnlySpan<JsonStringToken> texts = // in the order of ChunkText
        [
            answer.Content, answer.ReasoningContent, answer.Reasoning, _choice.FinishReason,
            _hasErrorMember ? _errorMemberMessage : _isErrorObject ? _topLevelMessage : default,
            _model, _id, _systemFingerprint,
        ];
        return new ChunkValues
        {
            Texts = ChunkTexts.From(texts),
            Tokens = Usage.Tokens,
            ChoiceCount = _choiceCount,
            HasUsage = Usage.IsGiven,
            HasToolCalls = answer.HasToolCalls,
            HasError = _hasErrorMember || _isErrorObject,
        };
    }

    public bool TryWalk()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject) return false;
        while (NextMember(out ReadOnlySpan<byte> name))
        {
            bool readable = true;
            if (name.SequenceEqual("choices"u8)) readable = TryReadChoices();
            else if (name.SequenceEqual("usage"u8)) readable = TryReadUsage();
            else if (name.SequenceEqual("error"u8)) readable = TryReadError();
            else if (name.SequenceEqual("object"u8)) ReadObjectKind();
            else if (name.SequenceEqual("message"u8)) _topLevelMessage = StringOrNothing();
            else if (name.SequenceEqual("model"u8)) _model = StringOrNothing();
            else if (name.SequenceEqual("id"u8)) _id = StringOrNothing();
            else if (name.SequenceEqual("system_fingerprint"u8)) _systemFingerprint = StringOrNothing();
            else _reader.Skip();
            if (!readable) return false;
        }

        return !_reader.Read(); // throws when something follows the object
    }

    private bool TryReadChoices()
    {
        _choice = default;
        _choiceCount = 0;
        if (_reader.TokenType == JsonTokenType.Null) return true;
        if (_reader.TokenType != JsonTokenType.StartArray) return false;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (!TryReadChoice(out Choice choice)) return false;
            if ((choice.Index?.Value ?? _choiceCount) == 0) _choice = choice;
            _choiceCount++;
        }

        return true;
    }

    private bool TryReadChoice(out Choice choice)
    {
        choice = default;
        if (_reader.TokenType != JsonTokenType.StartObject) return false;
        while (NextMember(out ReadOnlySpan<byte> name))
        {
            bool readable = true;
            if (name.SequenceEqual("delta"u8)) readable = TryReadAnswer(out choice.Delta);
            else if (name.SequenceEqual("message"u8)) readable = TryReadAnswer(out choice.Message);
            else if (name.SequenceEqual("finish_reason"u8)) readable = TryReadText(out choice.FinishReason);
            else if (name.SequenceEqual("text"u8)) readable = TryReadText(out choice.Text);
            else if (name.SequenceEqual("index"u8)) readable = TryReadInteger(out choice.Index);
            else _reader.Skip();
            if (!readable) return false;
        }

        return true;
    }

    private bool TryReadAnswer(out Answer answer)
    {
        answer = default;
        if (_reader.TokenType == JsonTokenType.Null) return true;
        if (_reader.TokenType != JsonTokenType.StartObject) return false;
        answer.IsGiven = true;
        while (NextMember(out ReadOnlySpan<byte> name))
        {
            bool readable = true;
            if (name.SequenceEqual("content"u8)) readable = TryReadText(out answer.Content);
            else if (name.SequenceEqual("reasoning_content"u8)) readable = TryReadText(out answer.ReasoningContent);
            else if (name.SequenceEqual("reasoning"u8)) readable = TryReadText(out answer.Reasoning);
            else if (name.SequenceEqual("tool_calls"u8)) readable = TryReadToolCalls(out answer.HasToolCalls);
            else _reader.Skip();
            if (!readable) return false;
        }

        return true;
    }

    private bool TryReadToolCalls(out bool any)
    {
        any = false;
        if (_reader.TokenType == JsonTokenType.Null) return true;
        if (_reader.TokenType != JsonTokenType.StartArray) return false;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            any = true;
            _reader.Skip();
        }

        return true;
    }

    private bool TryReadUsage()
    {
        Usage = default;
        if (_reader.TokenType == JsonTokenType.Null) return true;
        if (_reader.TokenType != JsonTokenType.StartObject) return false;
        JsonIntegerToken? prompt = null, completion = null, total = null;
        while (NextMember(out ReadOnlySpan<byte> name))
        {
            bool readable = true;
            if (name.SequenceEqual("prompt_tokens"u8)) readable = TryReadInteger(out prompt);
            else if (name.SequenceEqual("completion_tokens"u8)) readable = TryReadInteger(out completion);
            else if (name.SequenceEqual("total_tokens"u8)) readable = TryReadInteger(out total);
            else _reader.Skip();
            if (!readable) return false;
        }

        Usage = new TokenUsage(prompt, completion, total);
        return Usage.IsPossible;
    }

    private bool TryReadError()
    {
        _hasErrorMember = false;
        _errorMemberMessage = default;
        switch (_reader.TokenType)
        {
            case JsonTokenType.Null or JsonTokenType.False:
                return true;
            case JsonTokenType.String:
                _errorMemberMessage = StringOrNothing();
                break;
            case JsonTokenType.StartObject:
                ReadErrorMessage();
                break;
            default:
                return false;
        }

        _hasErrorMember = true;
        return true;
    }

    private void ReadErrorMessage()
    {
        while (NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("message"u8)) _errorMemberMessage = StringOrNothing();
            else _reader.Skip();
        }
    }

    private void ReadObjectKind()
    {
        _isErrorObject = _reader.TokenType == JsonTokenType.String &&
            Decoded(_reader.ValueSpan, _reader.ValueIsEscaped).SequenceEqual("error"u8);
        _reader.Skip();
    }

    /// <summary>Moves to the next member's value, or to the end of the object.</summary>
    private bool NextMember(out ReadOnlySpan<byte> name)
    {
        name = default;
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject) return false;

        name = Decoded(_reader.ValueSpan, _reader.ValueIsEscaped);
        _reader.Read();
        return true;
    }

    private readonly ReadOnlySpan<byte> Decoded(ReadOnlySpan<byte> name, bool isEscaped)
    {
        if (!isEscaped || name.Length > LongestEscapedName) return name;
        return _nameScratch.AsSpan(0, JsonEscapes.Unescape(name, 0, name.Length, _nameScratch));
    }

    private bool TryReadInteger(out JsonIntegerToken? value)
    {
        value = null;
        if (_reader.TokenType == JsonTokenType.Null) return true;
        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out long integer)) return false;
        value = new JsonIntegerToken(integer, (int)_reader.TokenStartIndex, _reader.ValueSpan.Length);
        return true;
    }

    private readonly bool TryReadText(out JsonStringToken text)
    {
        text = _reader.TokenType == JsonTokenType.String
            ? new((int)_reader.TokenStartIndex + 1, _reader.ValueSpan.Length, _reader.ValueIsEscaped)
            : default;
        return _reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
    }

    /// <summary>For members no verdict hangs on: any other kind counts as absent.</summary>
    private JsonStringToken StringOrNothing()
    {
        TryReadText(out JsonStringToken text);
        _reader.Skip();
        return text;
    }

    private struct Choice
    {
        public Answer Delta;
        public Answer Message;
        public JsonStringToken Text;
        public JsonStringToken FinishReason;
        public JsonIntegerToken? Index;

        public readonly Answer Answer => Delta.IsGiven ? Delta : Message.IsGiven ? Message : new Answer { Content = Text };
    }

    private struct Answer
    {
        public bool IsGiven;
        public JsonStringToken Content;
        public JsonStringToken ReasoningContent;
        public JsonStringToken Reasoning;
        public bool HasToolCalls;
    }
}
