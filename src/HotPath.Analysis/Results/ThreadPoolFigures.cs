namespace HotPath.Analysis.Results;

/// <summary>A .NET thread pool. Peaks are the highest of those seen at the intervals' ends.</summary>
public sealed record ThreadPoolFigures
{
    /// <summary>Most threads.</summary>
    public long ThreadsPeak { get; init; }

    /// <summary>Most work that waited for a thread.</summary>
    public long QueuePeak { get; init; }

    /// <summary>Work completed.</summary>
    public long Completed { get; init; }
}
