using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>Reads chat-completion objects: chunks of a stream (<c>choices[].delta</c>) or whole answers (<c>choices[].message</c>).</summary>
/// <remarks>
/// <para>
/// Members may come in any order; unknown ones are skipped. Of a repeated member the last counts, whole, and so does the
/// last of several choices with one index. A choice without an <c>index</c> has that of its place. Where a choice has
/// both, an object in <c>delta</c> counts before one in <c>message</c>.
/// </para>
/// <para>
/// One thread at a time: the reader owns the memory that escaped text is decoded into. That memory grows to the longest
/// object with escapes; then reading allocates nothing. Only input that is not JSON costs an exception, caught inside.
/// </para>
/// </remarks>
public sealed class ChatChunkReader
{
    private readonly byte[] _nameScratch = new byte[ChatChunkWalk.LongestEscapedName];
    private byte[] _scratch = [];
    private int _scratchUsed;

    /// <summary>Whether an event's data is the terminal <c>[DONE]</c>, which is not JSON.</summary>
    /// <param name="data">The data of one event; white space around the marker is allowed.</param>
    public static bool IsDone(ReadOnlySpan<byte> data) => data[Ascii.Trim(data)].SequenceEqual("[DONE]"u8);

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
        chunk = default;
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

        _scratchUsed = 0;
        chunk = new ChatChunk
        {
            Content = Decode(walk.Content, json.Length),
            ReasoningContent = Decode(walk.Reasoning, json.Length),
            HasToolCalls = walk.HasToolCalls,
            FinishReason = Decode(walk.FinishReason, json.Length),
            ChoiceCount = walk.ChoiceCount,
            HasUsage = walk.Usage.IsGiven,
            PromptTokens = walk.Usage.PromptTokens,
            CompletionTokens = walk.Usage.CompletionTokens,
            TotalTokens = walk.Usage.TotalTokens,
            HasError = walk.HasError,
            ErrorMessage = Decode(walk.ErrorMessage, json.Length),
            Model = Decode(walk.Model, json.Length),
            Id = Decode(walk.Id, json.Length),
            SystemFingerprint = Decode(walk.SystemFingerprint, json.Length),
        };
        return true;
    }

    // The texts of one object are disjoint parts of it and no text is longer than its escapes, so memory as long as the
    // object holds them all: it is not replaced while a chunk borrows from it.
    private ReadOnlySpan<byte> Decode(JsonStringToken token, int jsonLength)
    {
        if (!token.IsEscaped) return token.Raw;

        if (_scratch.Length < jsonLength)
        {
            long doubled = Math.Min(2L * _scratch.Length, Array.MaxLength);
            _scratch = new byte[Math.Max(jsonLength, doubled)];
        }

        Span<byte> free = _scratch.AsSpan(_scratchUsed);
        int length = JsonEscapes.Unescape(token.Raw, free);
        _scratchUsed += length;
        return free[..length];
    }
}
