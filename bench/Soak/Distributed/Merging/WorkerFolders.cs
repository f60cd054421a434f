using System.Globalization;
using System.Text.Json.Nodes;
using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>The folders of the workers of one test, by the names of their nodes, with the scenario that all of them ran.</summary>
internal sealed record WorkerFolders(IReadOnlyList<WorkerFolder> Workers, Scenario Scenario, byte[] ScenarioJson, IReadOnlyList<Threshold> Thresholds)
{
    private const string Load = "load"; // the master's, not the scenario's: it may be written as each worker was told it

    /// <summary>Reads all of them, and looks whether they are of one test.</summary>
    /// <param name="folder">Its folders are those of the workers; one that holds a merged run is passed over.</param>
    /// <param name="version">Of this HotPath.</param>
    /// <param name="problems">Every problem is added.</param>
    /// <returns>Null with a problem.</returns>
    public static WorkerFolders? Read(string folder, string version, List<string> problems)
    {
        if (!Directory.Exists(folder))
        {
            problems.Add($"--merge is '{folder}', and there is no such folder; one with a folder for each worker is expected. Name the folder that the master's stub printed.");
            return null;
        }

        int before = problems.Count;
        string[] paths = [.. Directory.GetDirectories(folder).Where(path => Directory.EnumerateFileSystemEntries(path).Any()).Order(StringComparer.Ordinal)];
        WorkerFolder[] workers = [.. paths.Select(path => WorkerFolderReader.Read(path, version, problems)).OfType<WorkerFolder>().OrderBy(worker => worker.Worker.Node, StringComparer.Ordinal)];
        if (workers.Length == 0 && problems.Count == before)
        {
            problems.Add($"--merge is '{folder}', which holds no folder of a worker; one for each is expected. Name the folder that the master's stub printed.");
        }

        if (workers.Length == 0) return null;

        problems.AddRange(Twice(workers));
        problems.AddRange(Apart(workers));
        problems.AddRange(OfAnotherScenario(workers));
        byte[] json = File.ReadAllBytes(Path.Combine(workers[0].Path, ResultFileNames.Scenario));
        Scenario? scenario = ReadScenario(workers[0], json, problems);
        if (problems.Count > before) return null;

        string[] groups = [.. scenario!.Workload.Select(group => group.Name)];
        Threshold[] thresholds = [.. scenario.Thresholds.Select(text => ThresholdParser.Parse(text, groups).Threshold!)]; // checked by the reader
        return new WorkerFolders([.. workers.Select(worker => worker with { Judgement = WorkerVerdict.Of(worker.Run, thresholds) })], scenario, json, thresholds);
    }

    /// <summary>The first start of all: where the axis of the merged run begins, by the master's clock.</summary>
    public DateTimeOffset StartedAt => Workers.Min(worker => worker.Run.StartedAt);

    private static Scenario? ReadScenario(WorkerFolder worker, byte[] json, List<string> problems)
    {
        ScenarioReading reading = ScenarioReader.Read(json, Path.Combine(worker.Path, ResultFileNames.Scenario), ThresholdParser.ProblemOf);
        problems.AddRange(reading.Problems.Select(problem => problem.ToString()));
        return reading.Scenario;
    }

    private static IEnumerable<string> Twice(IReadOnlyList<WorkerFolder> workers) => workers
        .GroupBy(worker => worker.Worker.Node, StringComparer.Ordinal)
        .Where(same => same.Count() > 1)
        .Select(same => $"{string.Join(" and ", same.Select(worker => worker.Path))} are of the same worker, {same.Key}; what it did would count {same.Count()} times. Leave one of them.");

    /// <summary>Those before whose start all others had ended: what went on at the same time is one stretch of time.</summary>
    private static IEnumerable<string> Apart(IReadOnlyList<WorkerFolder> workers)
    {
        DateTimeOffset? end = null;
        foreach (WorkerFolder worker in workers.Where(worker => worker.Run.DurationSeconds > 0).OrderBy(worker => worker.Run.StartedAt))
        {
            if (worker.Run.StartedAt >= end)
            {
                yield return $"{worker.Path} began at {Moment(worker.Run.StartedAt)}, when the workers before it had ended ({Moment(end.Value)}); " +
                    "only what went on at the same time can be merged. Merge each test's folders alone.";
            }

            if (end is null || worker.EndedAt > end) end = worker.EndedAt;
        }
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("HH:mm:ss 'UTC of' yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<string> OfAnotherScenario(IReadOnlyList<WorkerFolder> workers)
    {
        (string Path, JsonObject? Scenario)[] scenarios = [.. workers.Select(worker => Path.Combine(worker.Path, ResultFileNames.Scenario)).Select(path => (path, ScenarioOf(path)))];
        (string firstPath, JsonObject? first) = scenarios[0];
        foreach ((string path, JsonObject? scenario) in scenarios)
        {
            if (scenario is null) yield return $"{path} is not a JSON object; the scenario of the run was expected. Copy the folder again from the worker's own disk.";
            else if (first is not null && Different(first, scenario) is { Length: > 0 } members)
                yield return $"{path} is another scenario than {firstPath}: {string.Join(", ", members)} differ. Only workers that ran the same can be merged: merge each test's folders alone.";
        }
    }

    private static string[] Different(JsonObject one, JsonObject other) =>
    [
        .. one.Select(member => member.Key).Union(other.Select(member => member.Key))
            .Where(name => name != Load && !JsonNode.DeepEquals(one[name], other[name])),
    ];

    private static JsonObject? ScenarioOf(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // told by who asked
        }
    }
}
