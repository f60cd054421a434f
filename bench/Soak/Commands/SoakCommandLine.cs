using System.CommandLine;
using HotPath.Analysis.Results;
using HotPath.Analysis.Words;
using HotPath.Soak.Gateway;
using HotPath.Soak.Runs;

namespace HotPath.Soak.Commands;

/// <summary>The command line as a whole: what it takes, and what happens where no command catches a problem.</summary>
internal static class SoakCommandLine
{
    private const string Name = "hotpath-soak";

    public static RootCommand Build()
    {
        RootCommand root = new("Load-tests OpenAI-compatible gateways: streams, what they cost, and whether what came is what was sent.")
        {
            RunCommand.Build(),
            ServeCommand.Build(),
            WorkerCommand.Build(),
            GatewayCommand.Build(),
            ReportCommand.Build(),
            ScenariosCommand.Build(),
            SchemaCommand.Build(),
        };
        root.TreatUnmatchedTokensAsErrors = false; // ParseProblems tells of them
        return root;
    }

    /// <returns>Why it cannot be begun, each as a sentence; empty where it can.</returns>
    public static IReadOnlyList<string> Problems(ParseResult parsed) => ParseProblems.Of(Name, parsed);

    public static async Task<int> InvokeAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        // Without arguments there is still one thing a newcomer wants: to see it run.
        ParseResult parsed = Build().Parse(arguments is [] ? ["run"] : arguments);
        if (Problems(parsed) is { Count: > 0 } problems) return BadInput(error, problems, parsed);

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // signals are ours: the first ends a run in order
            }).ConfigureAwait(false);
        }
        catch (BadInputException problem)
        {
            return BadInput(error, problem.Problems, parsed);
        }
        catch (Exception problem) when (problem is RunRefusedException or ResultFolderException or GatewayStartException)
        {
            return BadInput(error, [problem.Message], parsed);
        }
        catch (RunBrokenException problem)
        {
            error.WriteLine($"{Name}: {problem.Message}");
            return ExitCode.OwnFault;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine($"{Name}: ended before anything was measured.");
            return ExitCode.Void;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            error.WriteLine($"{Name}: a fault of its own, not of your input: {problem.GetType().Name}: {problem.Message}");
            error.WriteLine("Please report it with the command line and the scenario.");
            return ExitCode.OwnFault;
        }
    }

    private static int BadInput(TextWriter error, IEnumerable<string> problems, ParseResult parsed)
    {
        foreach (string problem in problems) error.WriteLine($"{Name}: {problem}");
        error.WriteLine($"Nothing was started. '{ParseProblems.PathOf(Name, parsed.CommandResult.Command)} --help' lists what there is.");
        return ExitCode.BadInput;
    }
}
