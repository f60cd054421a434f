using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.SideBySide;

/// <summary>A run among others.</summary>
/// <param name="Name">What tells it from the others.</param>
/// <param name="Folder">Where it is recorded.</param>
internal sealed record NamedRun(string Name, RunResult Run, string Folder)
{
    /// <summary>Named by scenario where no two have the same, else by their folders' own names, else by their paths.</summary>
    public static IReadOnlyList<NamedRun> Of(IReadOnlyList<(string Folder, RunResult Run)> runs)
    {
        Func<(string Folder, RunResult Run), string>[] ways =
        [
            run => run.Run.Scenario,
            run => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run.Folder))),
            run => run.Folder,
        ];
        Func<(string Folder, RunResult Run), string> name = ways.FirstOrDefault(way => runs.Select(way).Distinct().Count() == runs.Count) ?? ways[^1];
        return [.. runs.Select(run => new NamedRun(name(run), run.Run, run.Folder))];
    }
}
