using System.Reflection;
using System.Runtime.InteropServices;
using HotPath.Gate.History;

namespace HotPath.Gate.Calibration;

/// <summary>What one machine can tell apart: a file in the calibration folder, which holds for that machine alone.</summary>
internal sealed record MachineCalibration
{
    public const int CurrentSchemaVersion = 2;

    private const string ProcessorList = "/proc/cpuinfo";

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Of HotPath, which wrote it last.</summary>
    public required string Version { get; init; }

    /// <summary>Machine and runtime, by what they are.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>By name, each once.</summary>
    public required IReadOnlyList<BenchmarkCalibration> Benchmarks { get; init; }

    public static string OwnVersion() => Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Of the machine that this runs on.</summary>
    public static SortedDictionary<string, string> Here() => new(StringComparer.Ordinal)
    {
        ["operatingSystem"] = RuntimeInformation.OSDescription,
        ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
        ["processor"] = ReadProcessor() ?? "unknown",
        ["processors"] = FormattableString.Invariant($"{System.Environment.ProcessorCount}"),
        ["memoryMB"] = FormattableString.Invariant($"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20}"),
        ["runtime"] = RuntimeInformation.FrameworkDescription,
    };

    public static string FingerprintOf(IReadOnlyDictionary<string, string> environment) =>
        HistoryEntry.Digest(string.Join('\n', environment.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}: {each.Value}")));

    private static string? ReadProcessor() => File.Exists(ProcessorList)
        ? File.ReadLines(ProcessorList).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
        : null;
}
