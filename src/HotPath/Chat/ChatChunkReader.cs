using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace HotPath.Chat;

/// <summary>
/// Reads chat-completion objects, chunks of a stream (<c>choices[].delta</c>) or whole answers (<c>choices[].message</c>), and those of text
/// completions (<c>choices[].text</c>).
/// </summary>
/// <remarks>
/// <para>
/// Members may come in any order; unknown ones are skipped. Of a repeated member the last counts, whole, and so does the
/// last of several choices with one index. A choice without an <c>index</c> has that of its place. Where a choice has
/// several, an object in <c>delta</c> counts before one in <c>message</c>, and that before a <c>text</c>.
/// </para>
/// <para>
/// The chunks of a stream differ in a few values. A reader learns their shapes: an object of a shape that it knows is
/// compared with it, any other is walked token by token, and the answer is the same. So use one reader for many objects;
/// from one stream, or one gateway, to the next it needs no reset. It keeps the last 8 shapes, up to 2 KiB of each and about
/// 400 bytes of a usual one; of content and reasoning it keeps nothing.
/// </para>
/// <para>
/// One thread at a time: the reader owns the memory that escaped text is decoded into. That memory grows to the longest
/// object with escapes; then reading allocates nothing. Only input that is not JSON costs an exception, caught inside.
/// </para>
/// </remarks>
public sealed class ChatChunkReader
{
    private readonly byte[] _nameScratch = new byte[ChatChunkWalk.LongestEscapedName];
    private readonly ChunkTemplates _templates = new();
    private ChunkDecoder _decoder = new();

    /// <summary>Objects that no template could read.</summary>
    internal long WalkCount { get; private set; }

    /// <summary>Whether an event's data is the terminal <c>[DONE]</c>, which is not JSON.</summary>
    /// <param name="data">The data of one event; white space around the marker is allowed.</param>
    public static bool IsDone(ReadOnlySpan<byte> data) =>
        !data.StartsWith("{"u8) && data[Ascii.Trim(data)].SequenceEqual("[DONE]"u8); // most data is an object

    /// <summary>Reads one object; never throws for what <paramref name="json"/> holds.</summary>
    /// <param name="json">One whole JSON object in UTF-8, without a byte order mark.</param>
    /// <param name="chunk">What it says; its spans are valid until the next call, and no longer than <paramref name="json"/>.</param>
    /// <returns>
    /// False when <paramref name="json"/> is not valid UTF-8, not one JSON value and nothing behind it, nested deeper
    /// than 64 levels, or has a member that is read here in a kind it cannot have: text that is not a string, a token
    /// count or index that is not written as a plain integer, a token count below 0 or above <see cref="long.MaxValue"/>.
    /// Null stands for absent everywhere.
    /// </returns>
    public bool TryRead(ReadOnlySpan<byte> json, out ChatChunk chunk)
    {
        if (_templates.TryRead(json, out ChunkValues values) || TryWalk(json, out values))
        {
            if (values.Texts.Escaped != 0) _decoder.Decode(json, ref values.Texts);
            chunk = new ChatChunk(json, _decoder.Decoded, values);
            return true;
        }

        chunk = default;
        return false;
    }

    private bool TryWalk(ReadOnlySpan<byte> json, out ChunkValues values)
    {
        values = default;
        WalkCount++;
        if (!Utf8.IsValid(json)) return false; // Utf8JsonReader does not look inside strings

        ChatChunkWalk walk = new(json, _nameScratch);
        try
        {
            if (!walk.TryWalk()) return false;
        }
        catch (JsonException)
        {
            return false;
        }

        values = walk.Values();
        _templates.Learn(json, values, walk.Usage);
        return true;
    }
}
