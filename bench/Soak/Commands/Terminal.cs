using HotPath.Soak.Reports;
using Spectre.Console;

namespace HotPath.Soak.Commands;

/// <summary>Where the program's output goes.</summary>
internal static class Terminal
{
    public static bool IsTerminal => !System.Console.IsOutputRedirected;

    /// <summary>Colours only on a terminal, and not where NO_COLOR is set (no-color.org).</summary>
    public static IAnsiConsole Console() => ReportConsole.For(
        System.Console.Out, IsTerminal, noColor: !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
}
