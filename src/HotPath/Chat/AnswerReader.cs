using System.Text.Json;
using System.Text.Unicode;

namespace HotPath.Chat;

/// <summary>
/// Reads the objects of the responses endpoint and of Anthropic's messages endpoint: events of a stream, or whole answers. What those
/// of either say comes as a <see cref="ChatChunk"/>, so that the endpoints need be told apart no further.
/// </summary>
/// <remarks>
/// <para>
/// Content is the text of a <c>response.output_text.delta</c> or of a <c>content_block_delta</c>, and of a whole answer its first
/// text that is not empty; the text that the ends of a response's parts repeat is none. Reasoning is found likewise. The
/// <see cref="ChatChunk.FinishReason"/> is <c>stop_reason</c>, or why a response is incomplete. A whole answer counts as one choice, an
/// event as none. The prompt's tokens are read from a <c>message_start</c>, but it has no usage: its output tokens are those of an answer
/// that has only begun.
/// </para>
/// <para>
/// Members may come in any order; unknown ones are skipped, and of a repeated member the last counts. Each object is walked token by token.
/// One thread at a time: the reader owns the memory that escaped text is decoded into. That memory grows to the longest object with
/// escapes; then reading allocates nothing. Only input that is not JSON costs an exception, caught inside.
/// </para>
/// </remarks>
public sealed class AnswerReader
{
    private ChunkDecoder _decoder = new();

    /// <summary>Reads one object; never throws for what <paramref name="json"/> holds.</summary>
    /// <param name="json">One whole JSON object in UTF-8, without a byte order mark.</param>
    /// <param name="chunk">What it says; its spans are valid until the next call, and no longer than <paramref name="json"/>.</param>
    /// <returns>
    /// False when <paramref name="json"/> is not valid UTF-8, not one JSON value and nothing behind it, nested deeper than 64 levels, or has
    /// a member that is read here in a kind it cannot have. Null stands for absent everywhere.
    /// </returns>
    public bool TryRead(ReadOnlySpan<byte> json, out ChatChunk chunk)
    {
        chunk = default;
        if (!Utf8.IsValid(json)) return false; // Utf8JsonReader does not look inside strings

        AnswerWalk walk = new(json);
        try
        {
            if (!walk.TryWalk()) return false;
        }
        catch (JsonException)
        {
            return false;
        }

        ChunkValues values = walk.Values();
        if (values.Texts.Escaped != 0) _decoder.Decode(json, ref values.Texts);
        chunk = new ChatChunk(json, _decoder.Decoded, values);
        return true;
    }
}
