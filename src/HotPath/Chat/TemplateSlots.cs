using System.Runtime.Intrinsics;
using System.Text.Json;

namespace HotPath.Chat;

/// <summary>Finds the values of an object that may be others without the walk taking another step.</summary>
/// <remarks>
/// That is every string but the value of <c>object</c>, which makes an error of a chunk, and every number but an
/// <c>index</c> and the token counts that do not count. What the walk wants of those that count, the template wants too.
/// </remarks>
internal ref struct TemplateSlots(ReadOnlySpan<byte> json, ChunkTexts texts, TokenUsage usage, Span<TemplateSlot> slots)
{
    /// <summary>An object with more is not learned: to read so many values takes as long as a walk.</summary>
    public const int MaxCount = 32;

    private readonly ChunkTexts _texts = texts;
    private readonly TokenUsage _usage = usage;
    private readonly Span<TemplateSlot> _slots = slots;
    private Utf8JsonReader _reader = new(json);
    private ReadOnlySpan<byte> _name;
    private int _count;

    /// <returns>The slots, in the first part of the memory given; false when there are too many, or a name has escapes.</returns>
    public bool TryFind(out Span<TemplateSlot> found)
    {
        found = default;
        JsonTokenType before = JsonTokenType.None;
        while (_reader.Read())
        {
            JsonTokenType token = _reader.TokenType;
            if (token == JsonTokenType.PropertyName)
            {
                if (_reader.ValueIsEscaped) return false;
                _name = _reader.ValueSpan;
            }
            else if (token == JsonTokenType.String && !_name.SequenceEqual("object"u8))
            {
                if (!TryAdd(Text())) return false;
            }
            else if (token == JsonTokenType.Number && CountKind() is { } kind)
            {
                bool isFirstOfArray = before == JsonTokenType.StartArray;
                if (!TryAdd(isFirstOfArray ? Numbers() : Number(kind))) return false;
            }

            before = _reader.TokenType;
        }

        found = _slots[.._count];
        return true;
    }

    private bool TryAdd(TemplateSlot slot)
    {
        if (_count == _slots.Length) return false;
        _slots[_count++] = slot;
        return true;
    }

    private readonly TemplateSlot Text()
    {
        int start = (int)_reader.TokenStartIndex + 1;
        uint lane = Vector256.Equals(_texts.Starts, Vector256.Create(start)).ExtractMostSignificantBits();
        SlotKind kind = lane == 0 ? SlotKind.OtherText : (SlotKind)uint.TrailingZeroCount(lane);
        bool changesMostly = kind is (SlotKind)ChunkText.Content or (SlotKind)ChunkText.ReasoningContent or (SlotKind)ChunkText.Reasoning;
        return new TemplateSlot(start, _reader.ValueSpan.Length, kind, IsOpen: changesMostly || _reader.ValueIsEscaped);
    }

    private readonly TemplateSlot Number(SlotKind kind) =>
        new((int)_reader.TokenStartIndex, _reader.ValueSpan.Length, kind, IsOpen: kind != SlotKind.OtherNumber);

    // Null for a number that the walk looks at and a template does not.
    private readonly SlotKind? CountKind()
    {
        int start = (int)_reader.TokenStartIndex;
        if (_usage.Prompt?.Start == start) return SlotKind.PromptTokens;
        if (_usage.Completion?.Start == start) return SlotKind.CompletionTokens;
        if (_usage.Total?.Start == start) return SlotKind.TotalTokens;

        bool isLookedAt = _name.SequenceEqual("index"u8) || _name.SequenceEqual("prompt_tokens"u8) ||
            _name.SequenceEqual("completion_tokens"u8) || _name.SequenceEqual("total_tokens"u8);
        return isLookedAt ? null : SlotKind.OtherNumber;
    }

    // The run of numbers that an array starts with; what follows it is for the template to compare.
    private TemplateSlot Numbers()
    {
        int start = (int)_reader.TokenStartIndex;
        int end;
        Utf8JsonReader ahead = _reader;
        do
        {
            _reader = ahead;
            end = (int)_reader.TokenStartIndex + _reader.ValueSpan.Length;
        }
        while (ahead.Read() && ahead.TokenType == JsonTokenType.Number);

        return new TemplateSlot(start, end - start, SlotKind.OtherNumbers, IsOpen: false);
    }
}
