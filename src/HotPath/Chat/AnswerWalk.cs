using System.Text.Json;

namespace HotPath.Chat;

/// <summary>One pass over an object of the responses or messages endpoint that notes where the members of interest are.</summary>
/// <remarks>
/// Each method enters on the first token of its value and leaves on the last. It returns false for a value of a kind it cannot read; the
/// underlying reader throws <see cref="JsonException"/> for what is not JSON.
/// </remarks>
internal ref struct AnswerWalk(ReadOnlySpan<byte> json)
{
    private Utf8JsonReader _reader = new(json);
    private AnswerKind _kind;
    private JsonStringToken _delta;
    private AnswerParts _deltaParts;
    private AnswerParts _parts;
    private bool _isWhole;
    private TokenUsage _usage;
    private JsonStringToken _stopReason;
    private JsonStringToken _model;
    private JsonStringToken _id;
    private JsonStringToken _fingerprint;
    private JsonStringToken _message;
    private JsonStringToken _errorMessage;
    private bool _hasError;

    public readonly ChunkValues Values()
    {
        bool isError = _hasError || _kind is AnswerKind.Error or AnswerKind.Failed;
        JsonStringToken content = _kind switch
        {
            AnswerKind.Content => _delta,
            AnswerKind.BlockDelta => _deltaParts.Content,
            _ => _parts.Content,
        };
        JsonStringToken reasoning = _kind switch
        {
            AnswerKind.Reasoning => _delta,
            AnswerKind.BlockDelta => _deltaParts.Reasoning,
            _ => _parts.Reasoning,
        };
        ReadOnlySpan<JsonStringToken> texts = // in the order of ChunkText
        [
            content, reasoning, default, _stopReason, isError ? _hasError ? _errorMessage : _message : default, _model, _id, _fingerprint,
        ];
        return new ChunkValues
        {
            Texts = ChunkTexts.From(texts),
            Tokens = _usage.Tokens,
            ChoiceCount = _isWhole ? 1 : 0,
            HasUsage = _usage.IsGiven && _kind != AnswerKind.MessageStart,
            HasToolCalls = _parts.HasToolCalls,
            HasError = isError,
            IsEnd = _kind is AnswerKind.End or AnswerKind.Failed,
        };
    }

    public bool TryWalk()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject) return false;

        while (NextMember())
        {
            bool readable = true;
            if (_reader.ValueTextEquals("type"u8)) readable = TryReadKind();
            else if (_reader.ValueTextEquals("delta"u8)) readable = TryReadDelta();
            else if (_reader.ValueTextEquals("response"u8)) readable = TryReadState();
            else if (_reader.ValueTextEquals("message"u8)) readable = TryReadMessage();
            else if (_reader.ValueTextEquals("output"u8)) readable = TryReadWhole();
            else if (_reader.ValueTextEquals("content"u8)) readable = TryReadWhole();
            else readable = TryReadStateMember();
            if (!readable) return false;
        }

        if (_kind == AnswerKind.MessageStart) _usage = _usage with { Completion = null, Total = null };
        return !_reader.Read(); // throws when something follows the object
    }

    private bool TryReadKind()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null) return true;
        if (_reader.TokenType != JsonTokenType.String) return false;

        if (_reader.ValueTextEquals("response.output_text.delta"u8)) _kind = AnswerKind.Content;
        else if (_reader.ValueTextEquals("content_block_delta"u8)) _kind = AnswerKind.BlockDelta;
        else if (_reader.ValueTextEquals("response.reasoning_text.delta"u8)) _kind = AnswerKind.Reasoning;
        else if (_reader.ValueTextEquals("response.reasoning_summary_text.delta"u8)) _kind = AnswerKind.Reasoning;
        else if (_reader.ValueTextEquals("message_start"u8)) _kind = AnswerKind.MessageStart;
        else if (_reader.ValueTextEquals("response.completed"u8)) _kind = AnswerKind.End;
        else if (_reader.ValueTextEquals("response.incomplete"u8)) _kind = AnswerKind.End;
        else if (_reader.ValueTextEquals("message_stop"u8)) _kind = AnswerKind.End;
        else if (_reader.ValueTextEquals("response.failed"u8)) _kind = AnswerKind.Failed;
        else if (_reader.ValueTextEquals("error"u8)) _kind = AnswerKind.Error;
        else _kind = AnswerKind.Other;
        return true;
    }

    /// <summary>A text (responses), or an object with one, or with why the answer ended (messages).</summary>
    private bool TryReadDelta()
    {
        _reader.Read();
        _delta = default;
        _deltaParts = default;
        if (_reader.TokenType != JsonTokenType.StartObject) return TryReadText(out _delta);

        while (NextMember())
        {
            bool readable = true;
            if (_reader.ValueTextEquals("text"u8)) readable = TryReadNext(out _deltaParts.Content);
            else if (_reader.ValueTextEquals("thinking"u8)) readable = TryReadNext(out _deltaParts.Reasoning);
            else if (_reader.ValueTextEquals("stop_reason"u8)) readable = TryReadNext(out _stopReason);
            else _reader.Skip();
            if (!readable) return false;
        }

        return true;
    }

    /// <summary>The response or the message of an event: its state, but not the content that other events have brought.</summary>
    private bool TryReadState()
    {
        _reader.Read();
        return TryReadStateHere();
    }

    private bool TryReadStateHere()
    {
        if (_reader.TokenType == JsonTokenType.Null) return true;
        if (_reader.TokenType != JsonTokenType.StartObject) return false;

        while (NextMember())
        {
            if (!TryReadStateMember()) return false;
        }

        return true;
    }

    /// <summary>The text of an error, or the message of an event.</summary>
    private bool TryReadMessage()
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.String ? TryReadText(out _message) : TryReadStateHere();
    }

    /// <summary>From the name of the member to the end of its value.</summary>
    private bool TryReadStateMember()
    {
        if (_reader.ValueTextEquals("usage"u8)) return TryReadUsage();
        if (_reader.ValueTextEquals("error"u8)) return TryReadError();
        if (_reader.ValueTextEquals("id"u8)) return TryReadLoose(out _id);
        if (_reader.ValueTextEquals("model"u8)) return TryReadLoose(out _model);
        if (_reader.ValueTextEquals("system_fingerprint"u8)) return TryReadLoose(out _fingerprint);
        if (_reader.ValueTextEquals("stop_reason"u8)) return TryReadOver(ref _stopReason);
        if (_reader.ValueTextEquals("incomplete_details"u8)) return TryReadWhyIncomplete();

        _reader.Skip();
        return true;
    }

    private bool TryReadWhyIncomplete()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null) return true;
        if (_reader.TokenType != JsonTokenType.StartObject) return false;

        while (NextMember())
        {
            if (!_reader.ValueTextEquals("reason"u8)) _reader.Skip();
            else if (!TryReadNext(out _stopReason)) return false;
        }

        return true;
    }

    private bool TryReadUsage()
    {
        _reader.Read();
        _usage = default;
        if (_reader.TokenType == JsonTokenType.Null) return true;
        if (_reader.TokenType != JsonTokenType.StartObject) return false;

        JsonIntegerToken? prompt = null, completion = null, total = null;
        while (NextMember())
        {
            bool readable = true;
            if (_reader.ValueTextEquals("input_tokens"u8)) readable = TryReadInteger(out prompt);
            else if (_reader.ValueTextEquals("output_tokens"u8)) readable = TryReadInteger(out completion);
            else if (_reader.ValueTextEquals("total_tokens"u8)) readable = TryReadInteger(out total);
            else _reader.Skip();
            if (!readable) return false;
        }

        _usage = new TokenUsage(prompt, completion, total);
        return _usage.IsPossible;
    }

    private bool TryReadError()
    {
        _reader.Read();
        _hasError = false;
        _errorMessage = default;
        if (_reader.TokenType is JsonTokenType.Null or JsonTokenType.False) return true;

        _hasError = true;
        if (_reader.TokenType != JsonTokenType.StartObject) return TryReadText(out _errorMessage);

        while (NextMember())
        {
            if (_reader.ValueTextEquals("message"u8)) TryReadLoose(out _errorMessage);
            else _reader.Skip();
        }

        return true;
    }

    /// <summary>What a whole answer holds: parts, or items with parts.</summary>
    private bool TryReadWhole()
    {
        _reader.Read();
        _parts = default;
        if (_reader.TokenType == JsonTokenType.Null) return true;
        if (_reader.TokenType != JsonTokenType.StartArray) return false;

        _isWhole = true;
        AnswerParts.Read(ref _reader, ref _parts);
        return true;
    }

    private bool NextMember()
    {
        _reader.Read();
        return _reader.TokenType != JsonTokenType.EndObject;
    }

    private bool TryReadInteger(out JsonIntegerToken? value)
    {
        value = null;
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null) return true;
        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out long integer)) return false;
        value = new JsonIntegerToken(integer, (int)_reader.TokenStartIndex, _reader.ValueSpan.Length);
        return true;
    }

    private bool TryReadNext(out JsonStringToken text)
    {
        _reader.Read();
        return TryReadText(out text);
    }

    /// <summary>As <see cref="TryReadNext"/>, but a null leaves what was found before.</summary>
    private bool TryReadOver(ref JsonStringToken text)
    {
        bool readable = TryReadNext(out JsonStringToken found);
        if (found != default) text = found;
        return readable;
    }

    private readonly bool TryReadText(out JsonStringToken text) => AnswerParts.TryReadText(_reader, out text);

    /// <summary>For members no verdict hangs on: any other kind counts as absent.</summary>
    private bool TryReadLoose(out JsonStringToken text)
    {
        TryReadNext(out text);
        _reader.Skip();
        return true;
    }
}
