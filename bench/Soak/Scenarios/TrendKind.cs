namespace HotPath.Soak.Scenarios;

/// <summary>What a series counts, and by that what it may change.</summary>
internal enum TrendKind
{
    Heap,
    Rss,
    OpenFiles,
    Threads,
    Connections,
    TtftP50,
    TtftP99,
    Rate,
}
