using System.Runtime.CompilerServices;

namespace HotPath.Sse;

// Where the fields of an event stay from one push to the next, and where data of several lines is joined.
internal sealed class EventFieldStore
{
    private ReusableBuffer _data = new();
    private ReusableBuffer _type = new();
    private ReusableBuffer _id = new();
    private bool _hasData;
    private bool _hasJoinedData;
    private bool _hasId;

    public EventFields Open() => new()
    {
        HasData = _hasData,
        HasJoinedData = _hasJoinedData,
        Data = _data.Written,
        Type = _type.Written,
        HasId = _hasId,
        Id = _id.Written,
    };

    public void Keep(in EventFields fields)
    {
        _hasData = fields.HasData;
        _hasJoinedData = fields.HasJoinedData;
        Keep(ref _data, fields.HasData ? fields.Data : default);
        Keep(ref _type, fields.Type);
        _hasId = fields.HasId;
        Keep(ref _id, fields.HasId ? fields.Id : default);
    }

    // The value is the first length bytes; what follows them is the stream's, and only looked at.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddDataLine(ref EventFields fields, ReadOnlySpan<byte> bytes, int length)
    {
        if (!fields.HasData)
        {
            fields.HasData = true;
            fields.Data = bytes[..length];
            return;
        }

        if (!fields.HasJoinedData)
        {
            fields.HasJoinedData = true;
            Keep(ref _data, fields.Data);
        }

        _data.AppendLine(bytes, length);
        fields.Data = _data.Written;
    }

    // Span equality is that of address and length: a value that lies here already is not copied again, or an event fed
    // byte by byte would be copied once for each byte.
    private static void Keep(ref ReusableBuffer buffer, ReadOnlySpan<byte> value)
    {
        if (value != buffer.Written) buffer.Set(value);
    }
}
