namespace HotPath.Sse;

// What is known, during one push, of the event whose blank line has not come. The spans lie in the pushed bytes, in the
// pending line or in the buffers of an EventFieldStore. It is filled and cleared member by member: a copy of the whole would have to
// wait until the members last written are in the cache.
internal ref struct EventFields
{
    public bool HasData { get; set; }

    public bool HasJoinedData { get; set; } // of several lines

    public ReadOnlySpan<byte> Data { get; set; }

    public ReadOnlySpan<byte> Type { get; set; }

    public bool HasId { get; set; }

    public ReadOnlySpan<byte> Id { get; set; }

    public void Clear()
    {
        HasData = false;
        HasJoinedData = false;
        Type = default;
        HasId = false;
    }
}
