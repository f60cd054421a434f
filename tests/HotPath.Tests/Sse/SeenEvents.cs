using System.Text;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

// Bytes as Latin-1 text: every byte is one character, so that no two different contents look alike.
public sealed record SeenEvent(string Type, string Data, string Id);

/// <summary>Remembers every event, and stops after each when asked to.</summary>
internal sealed class SeenEvents : ISseHandler
{
    public List<SeenEvent> All { get; } = [];

    public bool StopsAfterEach { get; init; }

    public bool OnEvent(SseEvent e)
    {
        All.Add(new SeenEvent(
            Encoding.Latin1.GetString(e.Type),
            Encoding.Latin1.GetString(e.Data),
            Encoding.Latin1.GetString(e.LastEventId)));
        return !StopsAfterEach;
    }
}
