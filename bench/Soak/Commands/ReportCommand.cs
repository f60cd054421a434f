using System.CommandLine;
using HotPath.Analysis.Results;
using HotPath.Soak.Reports;
using HotPath.Soak.Runs;
using Spectre.Console;

namespace HotPath.Soak.Commands;

/// <summary><c>report</c>: says again what recorded folders hold, and gives each run's own exit code.</summary>
internal static class ReportCommand
{
    public static Command Build()
    {
        Argument<string[]> folders = new("DIR") { Description = "Result folders, also of runs that were killed.", Arity = ArgumentArity.OneOrMore };
        Command command = new("report", "Writes the reports again from recorded files. Exit code: the run's own; of several, the weightiest.") { folders };
        command.SetAction(parsed => Report(parsed.GetValue(folders)!));
        return command;
    }

    private static int Report(IReadOnlyList<string> paths)
    {
        List<string> problems = [];
        List<(string Path, RecordedRun Recorded)> runs = [];
        foreach (string path in paths)
        {
            try
            {
                runs.Add((path, KilledRun.Judge(ResultReader.Read(path), path)));
            }
            catch (ResultFolderException problem)
            {
                problems.Add(problem.Message);
            }
        }

        if (problems.Count > 0) throw new BadInputException(problems);

        IAnsiConsole console = Terminal.Console();
        foreach ((string path, RecordedRun recorded) in runs)
        {
            using ResultFolder folder = ResultFolder.Open(path);
            RunReports.WriteAll(folder, recorded);
            ConsoleReport.Write(console, recorded.Run, path);
        }

        return ExitCode.WorstOf(runs.Select(run => run.Recorded.Run.ExitCode ?? ExitCode.Void));
    }
}
