using HotPath.Analysis.Results;
using HotPath.Soak.Commands;
using HotPath.Soak.Distributed.Merging;
using HotPath.Soak.Runs;

namespace HotPath.Soak.Tests.Distributed.Merging;

/// <summary>Merges as the command does, and reads what came of it.</summary>
internal static class MergedFolder
{
    public static RecordedRun Merge(string folder)
    {
        string output = Path.Combine(folder, "merged");
        WorkerMergeCommand.Merge(folder, output);
        return ResultReader.Read(output);
    }

    /// <returns>What keeps the folders from being merged; empty where nothing does.</returns>
    public static IReadOnlyList<string> Problems(string folder, string? version = null)
    {
        List<string> problems = [];
        WorkerFolders? folders = WorkerFolders.Read(folder, version ?? EnvironmentReading.Read(target: null, command: "").Version, problems);
        Assert.Equal(problems.Count > 0, folders is null);
        return problems;
    }
}
