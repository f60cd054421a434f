using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Reports;

namespace HotPath.Micro.Results;

/// <summary>All that one needs to repeat a table, or to refuse to compare it.</summary>
internal static partial class TableFacts
{
    /// <param name="revision">The state of the sources.</param>
    /// <param name="version">Of HotPath.</param>
    /// <param name="command">What repeats the run.</param>
    /// <param name="recordedAt">The end of the run.</param>
    /// <returns>What is said of the table in <see cref="VersionsFile"/>.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(Summary summary, Revision revision, string version, string command, DateTimeOffset recordedAt)
    {
        HostEnvironmentInfo host = summary.HostEnvironmentInfo;
        return
        [
            new("recorded", recordedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
            new("HotPath", $"{version}, {revision}"),
            new("command", command),
            new("BenchmarkDotNet", host.BenchmarkDotNetVersion),
            new("runtime", OfProcesses(summary, report => report.GetRuntimeInfo())),
            new("vectors", OfProcesses(summary, report => report.GetHardwareIntrinsicsInfo())),
            new("garbage collector", OfProcesses(summary, report => report.GetGcInfo())),
            new("settings", RuntimeSettings()),
            new("SDK", host.DotNetSdkVersion.Value),
            new("processor", string.Create(CultureInfo.InvariantCulture, $"{host.CpuInfo.Value.ProcessorName}, {Environment.ProcessorCount} logical processors for this process")),
            new("system", $"{host.OsVersion.Value}{(host.VirtualMachineHypervisor.Value is { } hypervisor ? $", in {hypervisor.Name}" : "")}"),
        ];
    }

    // Of the processes that measured, not of this one: they are started with settings of their own.
    private static string OfProcesses(Summary summary, Func<BenchmarkReport, string?> fact) =>
        string.Join("; ", summary.Reports.Select(fact).OfType<string>().Distinct()) is { Length: > 0 } facts ? facts : "unknown";

    private static string RuntimeSettings()
    {
        IEnumerable<string> settings = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => MeasuredSetting().IsMatch((string)variable.Key))
            .Select(variable => $"{variable.Key}={variable.Value}")
            .Order(StringComparer.Ordinal);
        return string.Join(' ', settings) is { Length: > 0 } all ? all : "none of the runtime's";
    }

    // Those that change the code or the collector. DOTNET_ROOT and its like are paths of a machine.
    [GeneratedRegex("^(DOTNET|COMPlus)_(Tiered|TC_|OSR|ReadyToRun|Enable|PreferredVector|Jit|GC)", RegexOptions.IgnoreCase)]
    private static partial Regex MeasuredSetting();
}
