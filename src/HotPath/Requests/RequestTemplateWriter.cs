using System.Buffers;

namespace HotPath.Requests;

/// <summary>Takes the values of a <see cref="RequestTemplate"/>, one call a slot in their order; allocates nothing.</summary>
/// <remarks>
/// Each call writes the value and the text behind it, and returns the writer so that calls can be chained:
/// <c>template.Begin(output).Number(42).Text(prompt).End()</c>. Either chain the calls or keep one variable and call on
/// it; a copy made halfway does not see the calls on the original.
/// </remarks>
public ref struct RequestTemplateWriter
{
    private readonly RequestTemplate _template;
    private readonly IBufferWriter<byte> _output;
    private int _slot;

    internal RequestTemplateWriter(RequestTemplate template, IBufferWriter<byte> output)
    {
        _template = template;
        _output = output;
    }

    /// <summary>Fills the next slot with a number.</summary>
    /// <param name="value">Any; written in decimal.</param>
    /// <exception cref="InvalidOperationException">Every slot is filled.</exception>
    public RequestTemplateWriter Number(long value)
    {
        RequireSlot();
        JsonText.WriteNumber(_output, value);
        return Next();
    }

    /// <summary>Fills the next slot with text, escaped, and in quotes unless the slot stands inside some.</summary>
    /// <param name="utf8">UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    /// <exception cref="InvalidOperationException">Every slot is filled.</exception>
    public RequestTemplateWriter Text(ReadOnlySpan<byte> utf8)
    {
        RequireSlot();
        if (_template.IsInString(_slot)) JsonText.WriteEscaped(_output, utf8);
        else JsonText.WriteString(_output, utf8);
        return Next();
    }

    /// <summary>Fills the next slot with text, escaped, and in quotes unless the slot stands inside some.</summary>
    /// <param name="text">UTF-16; a lone surrogate becomes U+FFFD.</param>
    /// <exception cref="InvalidOperationException">Every slot is filled.</exception>
    public RequestTemplateWriter Text(ReadOnlySpan<char> text)
    {
        RequireSlot();
        if (_template.IsInString(_slot)) JsonText.WriteEscaped(_output, text);
        else JsonText.WriteString(_output, text);
        return Next();
    }

    /// <summary>Fills the next slot with bytes as they are: JSON made elsewhere.</summary>
    /// <param name="utf8">Written unchanged and unchecked.</param>
    /// <exception cref="InvalidOperationException">Every slot is filled.</exception>
    public RequestTemplateWriter Raw(ReadOnlySpan<byte> utf8)
    {
        RequireSlot();
        _output.Write(utf8);
        return Next();
    }

    /// <summary>Checks that every slot was filled; writes nothing more.</summary>
    /// <exception cref="InvalidOperationException">A slot is still open.</exception>
    public readonly void End()
    {
        if (_slot == _template.SlotCount) return;
        throw new InvalidOperationException(
            $"{_slot} of {_template.SlotCount} slots are filled; the next is '{_template.SlotNames[_slot]}'. " +
            "Give a value for each slot before End.");
    }

    private readonly void RequireSlot()
    {
        if (_slot < _template.SlotCount) return;
        throw new InvalidOperationException(
            $"A value was given after all {_template.SlotCount} slots were filled. Give one value a slot, in the order of SlotNames.");
    }

    private RequestTemplateWriter Next()
    {
        _output.Write(_template.LiteralAfter(_slot));
        _slot++;
        return this;
    }
}
