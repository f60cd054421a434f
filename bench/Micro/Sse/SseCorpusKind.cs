namespace HotPath.Micro.Sse;

/// <summary>Which stream a benchmark reads.</summary>
public enum SseCorpusKind
{
    /// <summary>Chat chunks as OpenAI's API sends them, about 210 bytes an event.</summary>
    OpenAiChunks,

    /// <summary>The same with CRLF for LF.</summary>
    OpenAiChunksCrLf,

    /// <summary>The same with a comment, as servers send to keep a connection alive, after each.</summary>
    OpenAiChunksKeptAlive,

    /// <summary>The shortest events that carry something, 9 bytes each.</summary>
    Tiny,

    /// <summary>Content deltas as Anthropic's API sends them: an event line and a data line, about 150 bytes an event.</summary>
    AnthropicDeltas,

    /// <summary>Plain text, two to six data lines an event, about 120 bytes.</summary>
    MultiLine,

    /// <summary>One data line of 64 KiB an event.</summary>
    LargeEvents,
}
