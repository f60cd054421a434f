using System.Reflection;
using System.Runtime.InteropServices;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Results;

/// <summary>Where it ran.</summary>
internal sealed record PeersEnvironment
{
    private const string ProcessorList = "/proc/cpuinfo";

    /// <summary>Of HotPath, with the commit where the build knew it.</summary>
    public required string Version { get; init; }

    public required string OperatingSystem { get; init; }

    public required string Architecture { get; init; }

    public required string? Processor { get; init; }

    public required int ProcessorCount { get; init; }

    public required long MemoryMB { get; init; }

    public required string Runtime { get; init; }

    /// <summary>The core that the servers were bound to; null where they were not.</summary>
    public required int? ServerCore { get; init; }

    public required int? GeneratorCore { get; init; }

    /// <summary>Why there were no cores to be bound to; null where there were.</summary>
    public required string? PinningProblem { get; init; }

    public static PeersEnvironment Read(Cores cores) => new()
    {
        Version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        OperatingSystem = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        Processor = ReadProcessor(),
        ProcessorCount = System.Environment.ProcessorCount,
        MemoryMB = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        Runtime = RuntimeInformation.FrameworkDescription,
        ServerCore = cores.Server?.Core,
        GeneratorCore = cores.Generator?.Core,
        PinningProblem = cores.Problem,
    };

    private static string? ReadProcessor() => File.Exists(ProcessorList)
        ? File.ReadLines(ProcessorList).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
        : null;
}
