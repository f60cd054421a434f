using HotPath.Sse;

namespace HotPath.Micro.Sse;

/// <summary>Adds up the bytes of the events' data: what a handler does at least.</summary>
internal struct DataBytes : ISseHandler
{
    public long Count { get; private set; }

    public bool OnEvent(SseEvent e)
    {
        Count += e.Data.Length;
        return true;
    }
}
