using System.CommandLine;
using HotPath.Analysis.Words;
using HotPath.Gate.Commands;

namespace HotPath.Gate;

/// <summary>The command line of hotpath-gate: what it takes, and how it answers when what it was given cannot be used.</summary>
internal static class GateCommandLine
{
    private const string ToolName = "hotpath-gate";

    // A revision may begin with @ (it is short for HEAD), so @ does not begin the name of a response file here.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static RootCommand Build()
    {
        RootCommand root = new("Compares two commits or two sets of soak runs, and says pass, fail or cannot say.")
        {
            MicroCommand.Build(),
            SoakCommand.Build(),
            CalibrateCommand.Build(),
            ResampleCommand.Build(),
            HistoryCommand.Build(),
            PeersCommand.Build(),
        };
        root.TreatUnmatchedTokensAsErrors = false; // ParseProblems tells of them
        return root;
    }

    /// <returns>Why it cannot be begun, each as a sentence; empty where it can.</returns>
    public static IReadOnlyList<string> Problems(ParseResult parsed) => ParseProblems.Of(ToolName, parsed);

    /// <returns>The process's exit code.</returns>
    public static int Invoke(string[] arguments, TextWriter output, TextWriter error)
    {
        // Without this an exception would leave by an exit code that says something else, such as 1: a comparison failed.
        try
        {
            ParseResult parsed = Build().Parse(arguments, Parsing);
            return Problems(parsed) is { Count: > 0 } problems
                ? Refuse(parsed, problems, error)
                : parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception)
        {
            error.WriteLine($"{ToolName}: this tool itself failed; nothing was compared. {exception}");
            return ExitCode.ToolFailed;
        }
    }

    private static int Refuse(ParseResult parsed, IReadOnlyList<string> problems, TextWriter error)
    {
        foreach (string problem in problems) error.WriteLine($"{ToolName}: {problem}");
        error.WriteLine($"'{ParseProblems.PathOf(ToolName, parsed.CommandResult.Command)} --help' shows what it takes.");
        return ExitCode.BadInput;
    }
}
