namespace HotPath.Tests.Sse;

/// <summary>What was compared with the reference, and agreed.</summary>
internal sealed class SseFuzzTally
{
    private readonly long[] _eventsByPath = new long[Enum.GetValues<SseFuzzPath>().Length];

    /// <summary>Events that one path parsed and that were compared: each event of a stream counts once for each pass over the stream.</summary>
    public long Events { get; private set; }

    /// <summary>Each event of each stream once, as the reference parsed it.</summary>
    public long StreamEvents { get; private set; }

    public long Streams { get; private set; }

    public long StreamBytes { get; private set; }

    /// <summary>Pushes and reads that the streams came in, in all passes.</summary>
    public long Pieces { get; set; }

    public IReadOnlyDictionary<string, long> EventsByPath =>
        Enum.GetValues<SseFuzzPath>().ToDictionary(path => path.ToString(), path => _eventsByPath[(int)path]);

    public void AddPass(SseFuzzPath path, int events)
    {
        _eventsByPath[(int)path] += events;
        Events += events;
    }

    public void AddStream(int events, int bytes)
    {
        Streams++;
        StreamEvents += events;
        StreamBytes += bytes;
    }

    public void Add(SseFuzzTally other)
    {
        foreach (SseFuzzPath path in Enum.GetValues<SseFuzzPath>()) _eventsByPath[(int)path] += other._eventsByPath[(int)path];
        Events += other.Events;
        StreamEvents += other.StreamEvents;
        Streams += other.Streams;
        StreamBytes += other.StreamBytes;
        Pieces += other.Pieces;
    }
}
