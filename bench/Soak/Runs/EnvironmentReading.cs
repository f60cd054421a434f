using System.Reflection;
using System.Runtime.InteropServices;
using HotPath.Analysis.Results;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Runs;

/// <summary>Where this process runs.</summary>
internal static class EnvironmentReading
{
    private const string ProcessorList = "/proc/cpuinfo";

    public static RunEnvironment Read(string? target, string command) => new()
    {
        Version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        OperatingSystem = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        Processor = ReadProcessor(),
        ProcessorCount = Environment.ProcessorCount,
        MemoryMB = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        Runtime = RuntimeInformation.FrameworkDescription,
        GarbageCollector = GcMode.Own,
        Target = target,
        Command = command,
    };

    private static string? ReadProcessor() => File.Exists(ProcessorList)
        ? File.ReadLines(ProcessorList).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
        : null;
}
