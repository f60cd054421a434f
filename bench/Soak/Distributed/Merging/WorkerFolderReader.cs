using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Distributed.Files;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>Reads one worker's folder, and refuses it where a part of what it measured is missing: merged figures are exact or there are none.</summary>
internal static class WorkerFolderReader
{
    private const string TakeAgain = "Copy the folder again from the worker's own disk, or leave it out.";

    /// <param name="version">Of this HotPath.</param>
    /// <returns>Null with a problem, and for a folder that holds a merged run.</returns>
    public static WorkerFolder? Read(string path, string version, List<string> problems)
    {
        RecordedRun recorded;
        try
        {
            if (!File.Exists(Path.Combine(path, ResultFileNames.Run)))
            {
                problems.Add($"{path} has no {ResultFileNames.Run}: nothing of a worker's run is in it. {TakeAgain}");
                return null;
            }

            recorded = ResultReader.Read(path);
        }
        catch (ResultFolderException problem)
        {
            problems.Add(problem.Message);
            return null;
        }

        RunResult run = recorded.Run;
        if (run.Workers is not null) return null;

        int before = problems.Count;
        if (run.Worker is null) problems.Add($"{path} holds a run that no Locust master asked for: its {ResultFileNames.Run} has no worker. Give it a folder of its own, and report it there.");
        if (run.Environment.Version != version) problems.Add($"{path} was made by HotPath {run.Environment.Version}; this is {version}, and its figures could mean something else. Merge it with the version that made it.");
        if (!File.Exists(Path.Combine(path, ResultFileNames.Scenario))) problems.Add($"{path} has no {ResultFileNames.Scenario}, so nobody can tell whether it ran what the others did. {TakeAgain}");
        problems.AddRange(Missing(path, recorded));
        if (problems.Count > before) return null;

        return new WorkerFolder
        {
            Path = path,
            Run = WorkerRecord.WithItsEnd(run) with { StartedAt = run.StartedAt + TimeSpan.FromSeconds(run.Worker!.ClockOffsetSeconds) },
            Worker = run.Worker,
            Intervals = recorded.EveryInterval,
            Events = recorded.Events,
            Remarks = recorded.Remarks,
        };
    }

    /// <summary>What the run counted and its files do not hold: a lost part of a file shows in a count, wherever it is missing.</summary>
    private static IEnumerable<string> Missing(string path, RecordedRun recorded)
    {
        RunResult run = recorded.Run;
        long finished = recorded.Intervals.Sum(interval => interval.Requests.Finished);
        if (finished != run.Requests.Finished)
        {
            yield return $"{path} has {finished:N0} finished requests in {ResultFileNames.Intervals}, and {run.Requests.Finished:N0} in {ResultFileNames.Run}: a part is missing. {TakeAgain}";
        }

        LogCounts logs = LogCounts.Read(path, run);
        if (logs.Problem is { } problem) yield return problem;
        foreach (string missing in logs.Missing(run)) yield return $"{path} has {missing}: a part is missing. {TakeAgain}";
    }
}
