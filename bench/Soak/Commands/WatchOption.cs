using System.CommandLine;
using System.Globalization;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Commands;

/// <summary><c>--watch-pid</c>: processes whose cost is measured beside the run.</summary>
internal static class WatchOption
{
    private const string Name = "--watch-pid";

    public static Option<string[]> Build() => new(Name)
    {
        HelpName = "[NAME=]PID",
        Description = "Measures that process beside the run, such as the gateway's: CPU, memory, files, threads, disk; of .NET also collections and heap. "
            + "Limits name it watched(NAME).cpuPercent; without a name it has its program's. Repeatable. Linux.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Whatever names no process is added to <paramref name="problems"/> and left out.</summary>
    public static IReadOnlyList<(string Name, int Pid)> Read(IReadOnlyList<string> texts, List<string> problems)
    {
        List<(string Name, int Pid)> watched = [];
        foreach (string text in texts)
        {
            int sign = text.LastIndexOf('=');
            if (!int.TryParse(text.AsSpan(sign + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) || sign == 0)
            {
                problems.Add($"{Name} is '{text}'; the number of a process is expected, with or without a name, such as 4711 or gateway=4711.");
            }
            else if (!OperatingSystem.IsLinux())
            {
                problems.Add($"{Name} is '{text}'; processes are watched on Linux alone. Leave it out.");
            }
            else if (OtherProcess.Find(pid) is not { } process)
            {
                problems.Add($"{Name} is '{text}'; there is no process {pid}. Give the number of one that runs, see 'pgrep'.");
            }
            else
            {
                string name = sign > 0 ? text[..sign] : NameOf(process);
                if (watched.Exists(other => other.Name == name)) problems.Add($"{Name} names '{name}' twice; give each a name of its own, such as {name}2={pid}.");
                else watched.Add((name, pid));
            }
        }

        return watched;
    }

    /// <summary>Brackets would end a limit's watched(NAME).</summary>
    private static string NameOf(OtherProcess process) => process.Name.Replace('(', '_').Replace(')', '_');
}
