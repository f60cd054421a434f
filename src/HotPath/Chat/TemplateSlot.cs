namespace HotPath.Chat;

/// <summary>A value of an object that may be another one in the next object of the same shape.</summary>
/// <param name="Start">Where it stands: in an object, or in the text of a template.</param>
/// <param name="Length">In bytes; in the text of a template 0 while it is open.</param>
/// <param name="Kind">What may stand there.</param>
/// <param name="IsOpen">Whether a template reads what stands there; else it compares that with what it has.</param>
internal readonly record struct TemplateSlot(int Start, int Length, SlotKind Kind, bool IsOpen)
{
    /// <summary>Whether it is the inside of a string.</summary>
    public bool IsText => Kind <= SlotKind.OtherText;
}
