namespace HotPath.Sse;

// What is known, during one push, of the event whose blank line has not come. The spans lie in the pushed bytes, in the
// pending line or in the buffers of an EventFieldStore.
internal ref struct EventFields
{
    public bool HasData { get; set; }

    public ReadOnlySpan<byte> Data { get; set; }

    public ReadOnlySpan<byte> Type { get; set; }

    public bool HasId { get; set; }

    public ReadOnlySpan<byte> Id { get; set; }
}
