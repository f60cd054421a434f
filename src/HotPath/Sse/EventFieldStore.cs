namespace HotPath.Sse;

// Where the fields of an event stay from one push to the next, and where data of several lines is joined.
internal sealed class EventFieldStore
{
    private readonly ReusableBuffer _data = new();
    private readonly ReusableBuffer _type = new();
    private readonly ReusableBuffer _id = new();
    private bool _hasData;
    private bool _hasId;

    public EventFields Open() => new()
    {
        HasData = _hasData,
        Data = _data.Written,
        Type = _type.Written,
        HasId = _hasId,
        Id = _id.Written,
    };

    public void Keep(EventFields fields)
    {
        _hasData = fields.HasData;
        Keep(_data, fields.Data);
        Keep(_type, fields.Type);
        _hasId = fields.HasId;
        Keep(_id, fields.Id);
    }

    public void AddDataLine(ref EventFields fields, ReadOnlySpan<byte> value)
    {
        if (!fields.HasData)
        {
            fields.HasData = true;
            fields.Data = value;
            return;
        }

        Keep(_data, fields.Data);
        _data.Append((byte)'\n');
        _data.Append(value);
        fields.Data = _data.Written;
    }

    // Span equality is that of address and length: a value that lies here already is not copied again, or an event fed
    // byte by byte would be copied once for each byte.
    private static void Keep(ReusableBuffer buffer, ReadOnlySpan<byte> value)
    {
        if (value != buffer.Written) buffer.Set(value);
    }
}
