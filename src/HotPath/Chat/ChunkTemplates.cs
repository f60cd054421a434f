namespace HotPath.Chat;

/// <summary>The templates of one reader, the one that matched last in front.</summary>
internal sealed class ChunkTemplates
{
    /// <summary>A stream has about four shapes: role, content, finish reason, usage.</summary>
    private const int MaxCount = 8;

    // Objects of which each has a shape of its own are not worth looking for one: after so many in a row that matched
    // nothing, the next ones are only walked, and then a few are tried again.
    private const int MissesBeforeRest = 16;
    private const int ObjectsOfRest = 64;
    private const int TriesAfterRest = 4;

    private readonly ChunkTemplate[] _templates = new ChunkTemplate[MaxCount];
    private int _count;
    private int _misses;
    private int _resting;

    public bool TryRead(ReadOnlySpan<byte> json, out ChunkValues values)
    {
        values = default;
        return _resting == 0 && (TryMatch(json, ref values) || (TryAdapt(json) && TryMatch(json, ref values)));
    }

    /// <summary>Learns what no template could read.</summary>
    /// <param name="json">What the walk has read.</param>
    /// <param name="values">What it has read there.</param>
    /// <param name="usage">Where it has read the token counts.</param>
    public void Learn(ReadOnlySpan<byte> json, in ChunkValues values, in TokenUsage usage)
    {
        if (_resting > 0)
        {
            _resting--;
            return;
        }

        if (++_misses == MissesBeforeRest)
        {
            _misses -= TriesAfterRest;
            _resting = ObjectsOfRest;
        }

        Span<TemplateSlot> memory = stackalloc TemplateSlot[TemplateSlots.MaxCount];
        TemplateSlots slots = new(json, values.Texts, usage, memory);
        if (!slots.TryFind(out Span<TemplateSlot> found)) return;

        int last = Math.Min(_count, MaxCount - 1); // a new one, or the one that has not matched for longest
        ChunkTemplate template = _templates[last] ??= new ChunkTemplate();
        if (!template.TryBuild(json, values, found)) return;
        _count = last + 1;
        MoveToFront(last);
    }

    private bool TryMatch(ReadOnlySpan<byte> json, ref ChunkValues values)
    {
        if (_count == 0) return false;
        if (_templates[0].TryMatch(json, ref values) || TryMatchOther(json, ref values))
        {
            _misses = 0;
            return true;
        }

        return false;
    }

    private bool TryMatchOther(ReadOnlySpan<byte> json, ref ChunkValues values)
    {
        ChunkTemplate last = _templates[0];
        ChunkTemplate? likely = last.Successor;
        int found = likely is not null && likely.TryMatch(json, ref values) ? Array.IndexOf(_templates, likely, 0, _count) : -1;
        for (int index = 1; found < 0 && index < _count; index++)
        {
            if (_templates[index] != likely && _templates[index].TryMatch(json, ref values)) found = index;
        }

        if (found < 0) return false;
        last.Successor = _templates[found];
        MoveToFront(found);
        return true;
    }

    private bool TryAdapt(ReadOnlySpan<byte> json)
    {
        for (int index = 0; index < _count; index++)
        {
            if (_templates[index].TryAdapt(json)) return true;
        }

        return false;
    }

    private void MoveToFront(int index)
    {
        ChunkTemplate template = _templates[index];
        Array.Copy(_templates, 0, _templates, 1, index);
        _templates[0] = template;
    }
}
