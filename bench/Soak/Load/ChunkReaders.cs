using HotPath.Chat;

namespace HotPath.Soak.Load;

/// <summary>
/// What understands chunks and answers, for all streams that one thread reads: the shapes that it learns of one stream are those of the next, and kept by
/// each stream they would be a quarter of its memory. What a reader has read is borrowed until the thread reads the next object.
/// </summary>
internal static class ChunkReaders
{
    [ThreadStatic]
    private static ChatChunkReader? _chunks;

    [ThreadStatic]
    private static AnswerReader? _answers;

    /// <param name="isOfChunks">Whether the object is of the OpenAI shape of chats and completions.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, bool isOfChunks, out ChatChunk chunk) =>
        isOfChunks ? (_chunks ??= new ChatChunkReader()).TryRead(json, out chunk) : (_answers ??= new AnswerReader()).TryRead(json, out chunk);
}
