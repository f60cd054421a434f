namespace HotPath.Sse;

/// <summary>A stream of server-sent events that cannot be read within the limits set.</summary>
public sealed class SseFormatException : Exception
{
    private SseFormatException(string message)
        : base(message)
    {
    }

    internal static SseFormatException EventTooLarge(long bytes, int maxEventBytes) =>
        new($"An event has {bytes:N0} bytes so far without its blank line; the limit is {maxEventBytes:N0}. " +
            "Raise maxEventBytes, or check that the server ends events with a blank line.");
}
