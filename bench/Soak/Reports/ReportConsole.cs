using Spectre.Console;

namespace HotPath.Soak.Reports;

/// <summary>Makes the console that progress and summary are written to.</summary>
internal static class ReportConsole
{
    /// <param name="isTerminal">False: no control codes whatever the environment says, for build servers ask for colours even in files.</param>
    /// <param name="noColor">True where the environment has a non-empty <c>NO_COLOR</c>.</param>
    public static IAnsiConsole For(TextWriter output, bool isTerminal, bool noColor) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(output),
        Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = isTerminal && !noColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });
}
