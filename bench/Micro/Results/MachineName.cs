using System.Globalization;
using System.Text.RegularExpressions;

namespace HotPath.Micro.Results;

/// <summary>The name of the folder that a machine's tables lie in: the same after each restart and each update, and readable.</summary>
internal static partial class MachineName
{
    private const string Unknown = "unknown";

    /// <param name="processor">As the processor calls itself.</param>
    /// <param name="processorCount">Logical processors that the process may use.</param>
    /// <param name="operatingSystem">As the system calls itself. What comes after the second number of its version is left out.</param>
    /// <returns>Letters, digits, dots and dashes, such as <c>AMD-EPYC-7763-2-cores-Debian-12</c>.</returns>
    public static string Of(string? processor, int processorCount, string? operatingSystem)
    {
        string cores = string.Create(CultureInfo.InvariantCulture, $"{processorCount}-core{(processorCount == 1 ? "" : "s")}");
        return $"{Part(NoiseOfProcessors().Replace(processor ?? "", " "))}-{cores}-{Part(System(operatingSystem ?? ""))}";
    }

    private static string System(string name) => LongVersion().Replace(NoiseOfSystems().Replace(name, " "), "$1");

    private static string Part(string text) => NotForNames().Replace(text, "-").Trim('-', '.') is { Length: > 0 } part ? part : Unknown;

    [GeneratedRegex("""\((R|TM)\)|@.*$|\b\d+-Core\b|\b(CPU|Processor|with Radeon.*$)""", RegexOptions.IgnoreCase)]
    private static partial Regex NoiseOfProcessors();

    [GeneratedRegex("""\(.*?\)|\[.*?\]|GNU/Linux|\bLTS\b|\bMicrosoft\b""", RegexOptions.IgnoreCase)]
    private static partial Regex NoiseOfSystems();

    [GeneratedRegex("""\b(\d+\.\d+)(\.\d+)+""")]
    private static partial Regex LongVersion();

    [GeneratedRegex("""[^A-Za-z0-9.]+""")]
    private static partial Regex NotForNames();
}
