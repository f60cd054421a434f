using System.Runtime.Intrinsics;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>The shape of one kind of chunk, learned from an object that was walked.</summary>
/// <remarks>
/// <para>
/// An object that differs from that one in its slots alone has the same tokens in the same order, and the walk would take the
/// same steps on it: what it does hangs on names, on the kinds of values, and on those few values that are no slots. So an
/// object that matches need not be walked. About one that does not match, nothing is said.
/// </para>
/// <para>
/// Most slots change from one stream to the next at most, as the id does. They are closed: the value is part of
/// <see cref="_text"/>, and is compared with all around it at once. Open slots are left out of the text, and are read.
/// </para>
/// </remarks>
internal sealed class ChunkTemplate
{
    /// <summary>A longer text is not kept. With the next one, this bounds the memory of a reader.</summary>
    private const int MaxTextLength = 2_048;

    /// <summary>A longer value is not kept: its slot is open.</summary>
    private const int MaxClosedLength = 128;

    private const int MaxCountDigits = 18; // so that every count fits
    private const int TextLanes = 0xFF;

    private byte[] _text = [];
    private int _textLength;
    private TemplateSlot[] _slots = [];
    private int _slotCount;
    private TemplateSlot[] _openSlots = [];
    private int _openCount;
    private ChunkValues _values; // those of an object with nothing in its open slots
    private bool _hasMatched;

    /// <summary>What matched after this one the last time that another one did.</summary>
    public ChunkTemplate? Successor { get; set; }

    /// <summary>Reads an object that differs in open slots only, or else in closed ones by values as long as those before.</summary>
    /// <param name="json">The object.</param>
    /// <param name="values">What it says; anything when it does not match.</param>
    public bool TryMatch(ReadOnlySpan<byte> json, ref ChunkValues values)
    {
        ReadOnlySpan<TemplateSlot> slots = _openSlots.AsSpan(0, _openCount + 1);
        int textAt = slots[0].Start;
        if (!StartsWith(json, 0, 0, textAt)) return false;

        values = _values;
        Vector256<int> textStarts = _values.Texts.Starts;
        Vector256<int> starts = textStarts;
        Vector256<int> lengths = _values.Texts.Lengths;
        int escaped = 0;
        int at = textAt;
        for (int index = 0; index < slots.Length - 1; index++)
        {
            SlotKind kind = slots[index].Kind;
            int length;
            if (kind <= SlotKind.OtherText)
            {
                length = JsonScan.StringLength(json, at, out bool isEscaped);
                if (isEscaped) escaped |= 1 << (int)kind;
                lengths += Vector256.Create(length) & Vector256.Equals(Vector256<int>.Indices, Vector256.Create((int)kind));
            }
            else if (kind <= SlotKind.TotalTokens)
            {
                length = CountLength(json, at, out values.Tokens[kind - SlotKind.PromptTokens]);
            }
            else
            {
                length = NumberLength(json[at..], kind);
            }

            if (length < 0) return false;
            starts += Vector256.Create(length) & Vector256.GreaterThan(textStarts, Vector256.Create(textAt)); // all behind it move
            at += length;

            int behind = slots[index + 1].Start;
            if (!StartsWith(json, at, textAt, behind - textAt)) return false;
            at += behind - textAt;
            textAt = behind;
        }

        if (at != json.Length) return false;
        values.Texts.Starts = starts;
        values.Texts.Lengths = lengths;
        values.Texts.Escaped = escaped & TextLanes;
        _hasMatched = true;
        return true;
    }

    private bool StartsWith(ReadOnlySpan<byte> json, int at, int textAt, int length)
    {
        if (json.Length - at < length) return false;
        ReadOnlySpan<byte> literal = json.Slice(at, length);
        return literal.SequenceEqual(_text.AsSpan(textAt, length)) || TryTakeOver(literal, textAt);
    }

    // Values of closed slots that are as long as those before, such as the id in the next stream. The first difference tells
    // whether to look at all: most objects that come here have another shape.
    private bool TryTakeOver(ReadOnlySpan<byte> json, int textAt)
    {
        Span<byte> text = _text.AsSpan(textAt, json.Length);
        int same = 0;
        foreach (ref readonly TemplateSlot slot in _slots.AsSpan(0, _slotCount))
        {
            int start = slot.Start - textAt;
            int end = start + slot.Length;
            if (end <= same) continue;

            same += json[same..].CommonPrefixLength(text[same..]);
            if (same >= end) continue;
            if (same == json.Length) return true;
            if (same < start || LengthOf(slot, json, start, out bool isEscaped) != slot.Length || isEscaped) return false;

            json[start..end].CopyTo(text[start..]);
            same = end;
        }

        return json[same..].SequenceEqual(text[same..]);
    }

    /// <summary>Takes over the values of an object that differs in closed slots too.</summary>
    /// <returns>False when it differs in more than slots, or would be too long; then the template is as it was.</returns>
    public bool TryAdapt(ReadOnlySpan<byte> json)
    {
        Span<TemplateSlot> slots = stackalloc TemplateSlot[TemplateSlots.MaxCount];
        slots = slots[.._slotCount];
        ReadOnlySpan<byte> text = _text.AsSpan(0, _textLength);
        int at = 0;
        int textAt = 0;
        for (int index = 0; index < slots.Length; index++)
        {
            TemplateSlot slot = _slots[index];
            int literal = slot.Start - textAt;
            if (json.Length - at < literal || !json.Slice(at, literal).SequenceEqual(text.Slice(textAt, literal))) return false;
            at += literal;
            textAt = slot.Start + slot.Length;

            int length = LengthOf(slot, json, at, out bool isEscaped);
            if (length < 0) return false;

            // What has changed before anything could match changes often: to read it is cheaper than to take it over each time.
            bool isChanged = !json.Slice(at, length).SequenceEqual(text.Slice(slot.Start, slot.Length));
            bool isOpen = slot.IsOpen || isEscaped || (isChanged && !_hasMatched);
            slots[index] = new TemplateSlot(at, length, slot.Kind, isOpen);
            at += length;
        }

        return json[at..].SequenceEqual(text[textAt..]) && TryBuild(json, _values, slots);
    }

    /// <summary>Becomes the template of another object.</summary>
    /// <param name="json">What a walk has read, or would read.</param>
    /// <param name="values">What it says; the places of its texts and its token counts do not matter.</param>
    /// <param name="slots">Its slots, in their order.</param>
    /// <returns>False when it is too long; then the template is as it was.</returns>
    public bool TryBuild(ReadOnlySpan<byte> json, in ChunkValues values, Span<TemplateSlot> slots)
    {
        int textLength = json.Length;
        int openCount = 0;
        foreach (ref TemplateSlot slot in slots)
        {
            if (slot.Length > MaxClosedLength) slot = slot with { IsOpen = true };
            if (!slot.IsOpen) continue;
            textLength -= slot.Length;
            openCount++;
        }

        if (textLength > MaxTextLength) return false;
        if (_text.Length < textLength) _text = new byte[textLength];
        if (_slots.Length < slots.Length) _slots = new TemplateSlot[slots.Length];
        if (_openSlots.Length <= openCount) _openSlots = new TemplateSlot[openCount + 1];

        _values = values with { Tokens = default };
        _textLength = 0;
        _slotCount = 0;
        _openCount = 0;
        _hasMatched = false;
        Span<JsonStringToken> texts = stackalloc JsonStringToken[ChunkTexts.Count];
        int copied = 0;
        foreach (TemplateSlot slot in slots)
        {
            Append(json[copied..slot.Start]);
            TemplateSlot built = slot with { Start = _textLength, Length = slot.IsOpen ? 0 : slot.Length };
            Append(json.Slice(slot.Start, built.Length));
            copied = slot.Start + slot.Length;

            _slots[_slotCount++] = built;
            if (built.IsOpen) _openSlots[_openCount++] = built;
            if (built.Kind < SlotKind.OtherText) texts[(int)built.Kind] = new JsonStringToken(built.Start, built.Length, IsEscaped: false);
        }

        Append(json[copied..]);
        _openSlots[_openCount] = new TemplateSlot(_textLength, 0, SlotKind.OtherText, IsOpen: false);
        _values.Texts = ChunkTexts.From(texts);
        return true;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_text.AsSpan(_textLength));
        _textLength += bytes.Length;
    }

    private static int LengthOf(TemplateSlot slot, ReadOnlySpan<byte> json, int at, out bool isEscaped)
    {
        isEscaped = false;
        if (slot.IsText) return JsonScan.StringLength(json, at, out isEscaped);
        return slot.Kind <= SlotKind.TotalTokens ? CountLength(json, at, out _) : NumberLength(json[at..], slot.Kind);
    }

    private static int NumberLength(ReadOnlySpan<byte> json, SlotKind kind) =>
        kind == SlotKind.OtherNumber ? JsonScan.NumberLength(json) : JsonScan.NumbersLength(json);

    private static int CountLength(ReadOnlySpan<byte> json, int at, out long count)
    {
        int length = JsonScan.ShortCountLength(json, at, out count);
        return length >= 0 ? length : LongCountLength(json[at..], out count);
    }

    private static int LongCountLength(ReadOnlySpan<byte> json, out long count)
    {
        count = 0;
        int length = 0;
        while (length < json.Length && char.IsAsciiDigit((char)json[length]))
        {
            if (length == MaxCountDigits) return -1;
            count = 10 * count + (json[length++] - '0');
        }

        return length == 0 || (length > 1 && json[0] == (byte)'0') ? -1 : length;
    }
}
