namespace HotPath.Http;

/// <summary>What a connection holds at most, and what it starts with.</summary>
public sealed record Http1Limits
{
    /// <summary>Bytes of a response head, interim responses included. A longer head is malformed.</summary>
    public int MaxHeadBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// Bytes that are received at once, at least 64. The buffer is rented where much is received, and grows beyond this when the
    /// consumer of the body holds more than half of it. A connection that receives little at a time holds 512 B,
    /// over a <see cref="Sockets.LoopStream"/> none while it waits between events.
    /// </summary>
    public int ReceiveBufferBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes of one chunk's size line, extensions included. A longer one is malformed.</summary>
    public int MaxChunkLineBytes { get; init; } = 4 * 1024;

    /// <summary>Bytes of the trailers of a chunked body, which are skipped. Longer trailers are malformed.</summary>
    public int MaxTrailerBytes { get; init; } = 16 * 1024;

    internal static Http1Limits Default { get; } = new();

    /// <returns>Every problem, not just the first; empty when the limits can be used.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        AddIfBelow(problems, nameof(MaxHeadBytes), MaxHeadBytes, 64);
        AddIfBelow(problems, nameof(ReceiveBufferBytes), ReceiveBufferBytes, 64);
        AddIfBelow(problems, nameof(MaxChunkLineBytes), MaxChunkLineBytes, 16);
        AddIfBelow(problems, nameof(MaxTrailerBytes), MaxTrailerBytes, 2);
        return problems;
    }

    private static void AddIfBelow(List<string> problems, string name, int bytes, int least)
    {
        if (bytes < least) problems.Add($"{name} is {bytes}; it must be at least {least} bytes.");
    }
}
