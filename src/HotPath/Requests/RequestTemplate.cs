using System.Buffers;
using System.Text;

namespace HotPath.Requests;

/// <summary>JSON text with slots, such as <c>{"seed":{{seed}},"input":{{prompt}}}</c>, encoded once and filled for each request.</summary>
/// <remarks>
/// <para>
/// A slot is a name in double braces; spaces around the name are allowed. Two opening braces never follow each other in
/// JSON outside a string, so single braces need no escaping and closing braces never do. For <c>{{</c> itself, inside a
/// string, write <c>{{{{</c>. Slots are numbered in order of appearance; a name that appears twice is two slots.
/// </para>
/// <para>
/// Text in a slot outside quotes becomes a whole string literal; inside quotes (<c>"user-{{name}}"</c>) it is escaped
/// and gets no quotes of its own. Immutable; safe from any number of threads with an output each.
/// </para>
/// </remarks>
public sealed class RequestTemplate
{
    private readonly byte[][] _literals; // one before each slot, and one after the last
    private readonly Slot[] _slots;

    private RequestTemplate(byte[][] literals, Slot[] slots)
    {
        _literals = literals;
        _slots = slots;
        SlotNames = Array.AsReadOnly(Array.ConvertAll(slots, static slot => slot.Name));
    }

    /// <summary>How many values a request needs, 0 or more.</summary>
    public int SlotCount => _slots.Length;

    /// <summary>The names of the slots, in the order in which the values are given.</summary>
    public IReadOnlyList<string> SlotNames { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="json">JSON text with slots. Beyond its quotes it is not checked as JSON: slots may stand for any part.</param>
    /// <exception cref="RequestTemplateException">Something is wrong with it; the exception lists every problem.</exception>
    public static RequestTemplate Parse(ReadOnlySpan<char> json)
    {
        RequestTemplateScanner scanner = new(json);
        scanner.Scan();
        if (scanner.Problems.Count > 0) throw RequestTemplateException.From(scanner.Problems);
        return new RequestTemplate([.. scanner.Literals.Select(Encoding.UTF8.GetBytes)], [.. scanner.Slots]);
    }

    /// <summary>Writes the text before the first slot; the writer returned takes the values. Allocates nothing.</summary>
    /// <param name="output">Takes the text and the values.</param>
    public RequestTemplateWriter Begin(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(_literals[0]);
        return new RequestTemplateWriter(this, output);
    }

    internal bool IsInString(int slot) => _slots[slot].IsInString;

    internal ReadOnlySpan<byte> LiteralAfter(int slot) => _literals[slot + 1];

    internal readonly record struct Slot(string Name, bool IsInString);
}
