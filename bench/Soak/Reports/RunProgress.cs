using HotPath.Analysis.Results;
using Spectre.Console;

namespace HotPath.Soak.Reports;

/// <summary>Shows how a run goes: a display that renews itself on a terminal, else a line now and then.</summary>
internal static class RunProgress
{
    public const string StoppingText = "stopping: waiting for the requests in flight. Ctrl+C again leaves at once.";

    public static IRunProgress For(IAnsiConsole console, bool isTerminal) =>
        isTerminal && console.Profile.Capabilities.Ansi ? new LiveProgress(console) : new PlainProgress(console);

    public static string LineOf(RunEvent happened) =>
        $"{Figure.Span(TimeSpan.FromSeconds(Math.Max(0, happened.ElapsedSeconds))),5}  {Printable.Of(happened.Text)}";

    /// <summary>What a console throws whose other end has gone away.</summary>
    public static bool IsConsoleGone(Exception e) => e is IOException or ObjectDisposedException or UnauthorizedAccessException;
}
