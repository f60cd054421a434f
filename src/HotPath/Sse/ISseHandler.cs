namespace HotPath.Sse;

/// <summary>Takes the events of one stream, in their order, on the thread that pushes.</summary>
public interface ISseHandler
{
    /// <summary>Takes one event.</summary>
    /// <param name="e">Borrowed until this method returns.</param>
    /// <returns><see langword="false"/> to stop after this event.</returns>
    bool OnEvent(SseEvent e);
}
