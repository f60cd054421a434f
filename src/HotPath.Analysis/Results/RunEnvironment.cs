namespace HotPath.Analysis.Results;

/// <summary>What one needs to know of machine and build to repeat a run or to refuse a comparison.</summary>
public sealed record RunEnvironment
{
    /// <summary>Of HotPath, with the commit where the build knew it.</summary>
    public required string Version { get; init; }

    /// <summary>The operating system's own description.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Of the process, for example <c>X64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The processor's name, where it can be read.</summary>
    public string? Processor { get; init; }

    /// <summary>Logical processors the process may use.</summary>
    public required int ProcessorCount { get; init; }

    /// <summary>Memory the process may use, in MiB.</summary>
    public required long MemoryMB { get; init; }

    /// <summary>For example <c>.NET 10.0.12</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>For example <c>workstation, concurrent</c>.</summary>
    public required string GarbageCollector { get; init; }

    /// <summary>The target's address; null for the embedded gateway.</summary>
    public string? Target { get; init; }

    /// <summary>The command that repeats the run; secrets are never part of it.</summary>
    public required string Command { get; init; }
}
