using System.Globalization;
using System.Text.RegularExpressions;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Micro.Instructions;

/// <summary>Runs a .NET program so that its instructions are counted, the same count each time but for a few in a hundred thousand.</summary>
/// <remarks>
/// By cachegrind without its caches: callgrind counts the same instructions, and keeps a call graph that nobody asks for at three times the time.
/// </remarks>
internal sealed partial class Valgrind(string program)
{
    /// <summary>A process is about thirty times slower under it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private static readonly Dictionary<string, string> Runtime = new()
    {
        // Code is compiled once and at once. What is compiled in the background, and when, differs from process to process.
        ["DOTNET_TieredCompilation"] = "0",

        // Otherwise code is written through a second mapping, of a file: valgrind does not see that it changed, and runs what was there before.
        ["DOTNET_EnableWriteXorExecute"] = "0",

        // Who waits then gives way, instead of trying again so often that the count depends on it. Valgrind runs one thread at a time anyway.
        ["DOTNET_PROCESSOR_COUNT"] = "1",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    /// <exception cref="GateException">It is not installed.</exception>
    public static Valgrind Find() => Executables.Find("valgrind") is { } program
        ? new Valgrind(program)
        : throw GateException.BadInput("--instructions counts under valgrind, and there is none on the path; install it (Debian, Ubuntu: apt-get install valgrind), or leave the option out.");

    /// <param name="launch">A program without environment of its own.</param>
    /// <param name="log">Where valgrind writes what it counted.</param>
    public Launch Over(Launch launch, string log) => launch with
    {
        FileName = program,
        Arguments =
        [
            "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", "--child-silent-after-fork=yes",
            $"--log-file={log.Replace("%", "%%", StringComparison.Ordinal)}",
            launch.FileName, .. launch.Arguments,
        ],
        Environment = Runtime,
    };

    /// <returns>Null where valgrind did not come to its end.</returns>
    public static long? InstructionsIn(string log) => Total().Match(log) is { Success: true } total
        ? long.Parse(total.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex(@"==\s+I\s+refs:\s+([\d,]+)")]
    private static partial Regex Total();
}
