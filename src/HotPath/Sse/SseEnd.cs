namespace HotPath.Sse;

/// <summary>How the reading of a stream ended.</summary>
public enum SseEnd
{
    /// <summary>The stream ended, and every event in it had its blank line.</summary>
    Completed,

    /// <summary>The stream ended within an event, which was dropped.</summary>
    Truncated,

    /// <summary>The handler asked to stop; the stream may go on.</summary>
    Stopped,
}
