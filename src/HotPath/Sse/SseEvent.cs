namespace HotPath.Sse;

/// <summary>One server-sent event, borrowed: its spans are valid until <see cref="ISseHandler.OnEvent"/> returns.</summary>
/// <remarks>The bytes are those the server sent. Bytes that are not UTF-8 are handed on as they came.</remarks>
public readonly ref struct SseEvent
{
    internal SseEvent(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data, ReadOnlySpan<byte> lastEventId)
    {
        Type = type.IsEmpty ? "message"u8 : type;
        Data = data;
        LastEventId = lastEventId;
    }

    /// <summary>What the <c>event</c> field said; <c>message</c> when there was none or it was empty.</summary>
    public ReadOnlySpan<byte> Type { get; }

    /// <summary>The values of all <c>data</c> lines, joined by LF.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The last <c>id</c> the stream gave, in this event or an earlier one; empty when it gave none.</summary>
    public ReadOnlySpan<byte> LastEventId { get; }
}
