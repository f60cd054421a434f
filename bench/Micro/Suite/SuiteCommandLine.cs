using System.Diagnostics;
using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.ConsoleArguments;
using BenchmarkDotNet.ConsoleArguments.ListBenchmarks;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using HotPath.Micro.Results;

namespace HotPath.Micro.Suite;

/// <summary>BenchmarkSwitcher's command line with <c>--quick</c> and <c>--record</c>, and with an exit code that says how it went.</summary>
internal static class SuiteCommandLine
{
    public const string Name = "micro";

    /// <param name="suite">The assembly whose benchmarks are run.</param>
    /// <param name="output">Takes progress and tables.</param>
    /// <param name="error">Takes problems and failures.</param>
    /// <returns>The process's exit code.</returns>
    public static int Invoke(Assembly suite, string[] arguments, TextWriter output, TextWriter error)
    {
        // Without this an exception would leave by an exit code that says something else.
        try
        {
            List<string> problems = [];
            SuiteArguments? read = SuiteArguments.Read(arguments, output, problems);
            if (read is null && problems.Count == 0) return ExitCode.Success;
            if (read is null || problems.Count > 0) return Refuse(problems, error);

            return new SuiteRun(suite, read, output, error).Run();
        }
        catch (BadInputException found)
        {
            return Refuse(found.Problems, error);
        }
        catch (Exception exception)
        {
            error.WriteLine($"{Name}: a fault of its own, not of your input; nothing was recorded. {exception}");
            return ExitCode.OwnFault;
        }
    }

    private static int Refuse(IEnumerable<string> problems, TextWriter error)
    {
        foreach (string problem in problems) error.WriteLine($"{Name}: {problem}");
        error.WriteLine("Nothing was run.");
        return ExitCode.BadInput;
    }
}
