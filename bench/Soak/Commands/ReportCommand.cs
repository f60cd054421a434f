using System.CommandLine;
using HotPath.Analysis.Results;
using HotPath.Soak.Reports;
using HotPath.Soak.Reports.SideBySide;
using HotPath.Soak.Runs;
using Spectre.Console;

namespace HotPath.Soak.Commands;

/// <summary><c>report</c>: says again what recorded folders hold, and gives each run's own exit code.</summary>
internal static class ReportCommand
{
    public static Command Build()
    {
        Argument<string[]> folders = new("DIR") { Description = "Result folders, also of runs that were killed.", Arity = ArgumentArity.OneOrMore };
        Option<string?> output = new("--out") { HelpName = "DIR", Description = "Of several: a folder for comparison.md and comparison.html." };
        Command command = new("report", "Writes the reports again from recorded files; several runs are held side by side. Exit code: the run's own; of several, the weightiest.") { folders, output };
        command.SetAction(parsed => Report(parsed.GetValue(folders)!, parsed.GetValue(output)));
        return command;
    }

    private static int Report(string[] paths, string? output)
    {
        List<string> problems = [];
        if (output is not null && paths.Length < 2) problems.Add("--out is for the comparison of several runs, and one DIR is given; name another, or leave --out away.");
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
            Write(path, recorded);
            if (runs.Count == 1) ConsoleReport.Write(console, recorded.Run, path);
        }

        if (runs.Count > 1) Compare(console, [.. runs.Select(run => (run.Path, run.Recorded.Run))], output);
        return ExitCode.WorstOf(runs.Select(run => run.Recorded.Run.ExitCode ?? ExitCode.Void));
    }

    /// <summary>A full disk keeps the reports from their files, not what they say from the terminal.</summary>
    private static void Write(string path, RecordedRun recorded)
    {
        try
        {
            using ResultFolder folder = ResultFolder.Open(path);
            RunReports.WriteAll(folder, recorded);
        }
        catch (ResultFolderException problem)
        {
            Console.Error.WriteLine(problem.Message);
        }
    }

    private static void Compare(IAnsiConsole console, IReadOnlyList<(string Path, RunResult Run)> runs, string? output)
    {
        SideBySideReport report = SideBySideReport.Comparison(NamedRun.Of(runs));
        report.Write(console);
        if (output is null) return;

        try
        {
            report.WriteTo(output, "comparison");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException([$"--out is '{output}', which cannot be written ({problem.Message}); name a folder that can."]);
        }
    }
}
