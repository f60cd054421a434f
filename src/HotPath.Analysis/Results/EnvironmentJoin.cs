namespace HotPath.Analysis.Results;

/// <summary>Several machines as one: texts in which they differ are listed, and processors and memory are those of the smallest.</summary>
internal static class EnvironmentJoin
{
    private const string Separator = "; ";

    public static RunEnvironment Of(RunEnvironment one, RunEnvironment other) => one with
    {
        OperatingSystem = Both(one.OperatingSystem, other.OperatingSystem)!,
        Architecture = Both(one.Architecture, other.Architecture)!,
        Processor = Both(one.Processor, other.Processor),
        ProcessorCount = Math.Min(one.ProcessorCount, other.ProcessorCount),
        MemoryMB = Math.Min(one.MemoryMB, other.MemoryMB),
        Runtime = Both(one.Runtime, other.Runtime)!,
        GarbageCollector = Both(one.GarbageCollector, other.GarbageCollector)!,
        Target = Both(one.Target, other.Target),
    };

    private static string? Both(string? one, string? other) => one is null || other is null || one == other
        ? one ?? other
        : string.Join(Separator, one.Split(Separator).Union(other.Split(Separator)).Order(StringComparer.Ordinal));
}
