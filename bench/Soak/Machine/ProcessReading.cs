namespace HotPath.Soak.Machine;

/// <summary>What the kernel tells of a process. CPU, disk and network only grow; null is what may not be read.</summary>
internal readonly record struct ProcessReading
{
    public double CpuMs { get; init; }

    public long RssBytes { get; init; }

    public long Threads { get; init; }

    public long? OpenFiles { get; init; }

    public long? DiskReadBytes { get; init; }

    public long? DiskWrittenBytes { get; init; }

    /// <summary>Of its whole network namespace.</summary>
    public long? ReceivedBytes { get; init; }

    /// <summary>Of its whole network namespace.</summary>
    public long? SentBytes { get; init; }
}
