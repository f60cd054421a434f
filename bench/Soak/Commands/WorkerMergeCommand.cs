using HotPath.Analysis.Results;
using HotPath.Soak.Distributed.Merging;
using HotPath.Soak.Reports;
using HotPath.Soak.Runs;

namespace HotPath.Soak.Commands;

/// <summary><c>worker --merge</c>: one result folder with its reports of those of several workers, and the exit code of all together.</summary>
internal static class WorkerMergeCommand
{
    private const string DefaultOutput = "merged";

    /// <param name="folder">Holds a folder for each worker.</param>
    /// <param name="output">Absent or empty; null: <c>merged</c> in <paramref name="folder"/>.</param>
    /// <returns>0 pass, 1 fail, 3 void.</returns>
    /// <exception cref="BadInputException">The folders cannot be merged, or not there; nothing was written.</exception>
    /// <exception cref="RunBrokenException">The merged run can no longer be written.</exception>
    public static int Run(string folder, string? output)
    {
        string target = output ?? Path.Combine(folder, DefaultOutput);
        RunResult run = Merge(folder, target);
        ConsoleReport.Write(Terminal.Console(), run, target);
        return run.ExitCode ?? ExitCode.Void;
    }

    /// <summary>The same without a word.</summary>
    public static RunResult Merge(string folder, string target)
    {
        List<string> problems = [];
        if (ResultFolder.ProblemWith(target) is { } problem) problems.Add(problem);
        WorkerFolders? workers = WorkerFolders.Read(folder, EnvironmentReading.Read(target: null, command: "").Version, problems);
        if (problems.Count > 0) throw new BadInputException(problems);

        return Write(workers!, target, CommandText(folder));
    }

    private static RunResult Write(WorkerFolders workers, string target, string command)
    {
        try
        {
            using ResultFolder folder = ResultFolder.Create(target);
            using (RunFiles files = new(folder, workers.StartedAt, workers.Scenario.Name, workers.Scenario.Workload.Count, _ => { })) WorkerMerge.Write(workers, folder, files, command);
            RecordedRun recorded = ResultReader.Read(target);
            RunReports.WriteAll(folder, recorded);
            return recorded.Run;
        }
        catch (ResultFolderException problem)
        {
            throw RunBrokenException.CannotMerge(target, problem);
        }
    }

    /// <summary>What merges them again; the result folder is left out, since it is taken now.</summary>
    private static string CommandText(string folder) =>
        "dotnet run -c Release --project bench/Soak -- worker --merge " + (folder.AsSpan().ContainsAny(" <>\"") ? $"'{folder}'" : folder);
}
