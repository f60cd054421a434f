using System.Text.Json;

namespace HotPath.Micro.Chat;

/// <summary>Content, finish reason and usage by <see cref="Utf8JsonReader"/>, as one would write it for speed; no check beyond what that makes.</summary>
internal ref struct ContentWalk(ReadOnlySpan<byte> json)
{
    private Utf8JsonReader _reader = new(json);

    public ReadOnlySpan<byte> Content { get; private set; }

    public ReadOnlySpan<byte> FinishReason { get; private set; }

    public long CompletionTokens { get; private set; }

    public void Walk()
    {
        _reader.Read();
        while (NextMember())
        {
            if (_reader.ValueTextEquals("choices"u8)) WalkChoices();
            else if (_reader.ValueTextEquals("usage"u8)) WalkUsage();
            else _reader.Skip();
        }
    }

    private void WalkChoices()
    {
        _reader.Read();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.StartObject)
        {
            while (NextMember())
            {
                if (_reader.ValueTextEquals("delta"u8)) WalkDelta();
                else if (_reader.ValueTextEquals("finish_reason"u8)) FinishReason = Text();
                else _reader.Skip();
            }
        }
    }

    private void WalkDelta()
    {
        _reader.Read();
        while (NextMember())
        {
            if (_reader.ValueTextEquals("content"u8)) Content = Text();
            else _reader.Skip();
        }
    }

    private void WalkUsage()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject) return;
        while (NextMember())
        {
            if (_reader.ValueTextEquals("completion_tokens"u8))
            {
                _reader.Read();
                CompletionTokens = _reader.GetInt64();
            }
            else
            {
                _reader.Skip();
            }
        }
    }

    private ReadOnlySpan<byte> Text()
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.String ? _reader.ValueSpan : [];
    }

    private bool NextMember() => _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName;
}
