using System.Buffers;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>What was said so far in one conversation, kept as the JSON that its next request repeats.</summary>
/// <remarks>
/// Not for use from two threads at once. Memory is rented and kept when it is cleared, so a history that is used again stops
/// allocating once it has held its longest conversation.
/// </remarks>
public sealed class ChatHistory : IDisposable
{
    private readonly PooledBuffer _messages = new();

    /// <summary>The size of its JSON, in bytes; 0 when nothing was said.</summary>
    public int Bytes => _messages.WrittenCount;

    /// <summary>Each message with a comma behind it; valid until the next change.</summary>
    internal ReadOnlySpan<byte> MessagesJson => _messages.WrittenSpan;

    /// <summary>Adds what the user said.</summary>
    /// <param name="contentUtf8">Copied; each maximal invalid run of bytes becomes U+FFFD.</param>
    public void AddUser(ReadOnlySpan<byte> contentUtf8) => Add("{\"role\":\"user\",\"content\":"u8, contentUtf8);

    /// <summary>Adds what the model answered.</summary>
    /// <param name="contentUtf8">Copied; each maximal invalid run of bytes becomes U+FFFD.</param>
    public void AddAssistant(ReadOnlySpan<byte> contentUtf8) => Add("{\"role\":\"assistant\",\"content\":"u8, contentUtf8);

    /// <summary>Forgets all that was said and keeps the memory.</summary>
    public void Clear() => _messages.ResetWrittenCount();

    /// <summary>Gives the memory back; every later use but a second call throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _messages.Dispose();

    private void Add(ReadOnlySpan<byte> before, ReadOnlySpan<byte> content)
    {
        _messages.Write(before);
        JsonText.WriteString(_messages, content);
        _messages.Write("},"u8);
    }
}
