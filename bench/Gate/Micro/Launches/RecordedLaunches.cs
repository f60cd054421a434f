using HotPath.Gate.Micro.Reading;
using HotPath.Gate.Revisions;

namespace HotPath.Gate.Micro.Launches;

/// <summary>The launches of one or several comparisons of the same two commits, put together. Nothing is written to their folders.</summary>
internal sealed class RecordedLaunches
{
    private readonly ComparisonPlan _first;

    private RecordedLaunches(IReadOnlyList<ComparisonPlan> plans, IReadOnlyList<LaunchFigure> launches)
    {
        _first = plans[0];
        Plans = plans;
        Launches = launches;
        AtBase = plans.SelectMany(plan => plan.BaseBenchmarks).ToHashSet(StringComparer.Ordinal);
        AtHead = plans.SelectMany(plan => plan.HeadBenchmarks).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>One or more.</summary>
    public IReadOnlyList<ComparisonPlan> Plans { get; }

    public IReadOnlyList<LaunchFigure> Launches { get; }

    /// <summary>The names that base has.</summary>
    public IReadOnlySet<string> AtBase { get; }

    public IReadOnlySet<string> AtHead { get; }

    public RevisionState Base => _first.Base;

    public RevisionState Head => _first.Head;

    public string Project => _first.Project;

    public LaunchTimes Times => _first.Times;

    /// <summary>What they were made with; null where neither side had a benchmark.</summary>
    public MeasuredWith? With => _first.HeadWith ?? _first.BaseWith;

    /// <summary>Whether both sides are the same sources, so that every difference between them is chance.</summary>
    public bool AreOfOneCode => Head.HasSourcesOf(Base);

    /// <param name="folders">Each with the plan and the launches of a comparison, ended or not.</param>
    /// <exception cref="GateException">What is wrong with any of them: damaged, or of other commits, another machine or other times than the first.</exception>
    public static RecordedLaunches Read(IReadOnlyList<string> folders)
    {
        List<string> problems = [.. folders
            .GroupBy(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            .Where(same => same.Count() > 1)
            .Select(same => $"'{same.First()}' is given more than once; a launch counts once.")];
        List<(string Folder, ComparisonPlan Plan)> plans = [];
        List<(string Folder, LaunchFigure Launch)> launches = [];
        foreach (string folder in folders.DistinctBy(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))))
        {
            if (!File.Exists(Path.Combine(folder, ComparisonFolder.PlanFile)))
            {
                problems.Add($"'{folder}' has no {ComparisonFolder.PlanFile}; give folders of 'micro' comparisons or of calibrations.");
                continue;
            }

            ComparisonFolder read = new(folder);
            Try(() => plans.Add((folder, read.ReadPlan())), problems);
            Try(() => launches.AddRange(read.ReadWholeLaunches().Select(launch => (folder, launch))), problems);
        }

        problems.AddRange(plans.Skip(1).SelectMany(other => ProblemsOf(other.Folder, other.Plan, plans[0].Folder, plans[0].Plan)));
        problems.AddRange(launches
            .GroupBy(each => (each.Launch.Benchmark, each.Launch.Side, each.Launch.StartedAt))
            .Where(same => same.Count() > 1)
            .GroupBy(same => string.Join("' and in '", same.Select(each => each.Folder).Distinct()), same => same.Key.Benchmark)
            .Select(same => $"{same.Count()} launches are there more than once, in '{same.Key}', such as one of {same.First()}; a launch counts once."));
        return problems.Count == 0
            ? new RecordedLaunches([.. plans.Select(each => each.Plan)], [.. launches.Select(each => each.Launch)])
            : throw GateException.BadInput(problems);
    }

    private static void Try(Action read, List<string> problems)
    {
        try
        {
            read();
        }
        catch (GateException e)
        {
            problems.AddRange(e.Problems);
        }
    }

    private static IEnumerable<string> ProblemsOf(string folder, ComparisonPlan plan, string firstFolder, ComparisonPlan first)
    {
        const string together = "only launches of the same are put together";
        if (!plan.Base.HasSourcesOf(first.Base)) yield return $"'{folder}' has {plan.Base.Text} as base and '{firstFolder}' {first.Base.Text}; {together}.";
        if (!plan.Head.HasSourcesOf(first.Head)) yield return $"'{folder}' has {plan.Head.Text} as head and '{firstFolder}' {first.Head.Text}; {together}.";
        if (plan.Project != first.Project) yield return $"'{folder}' is of the project {plan.Project} and '{firstFolder}' of {first.Project}; {together}.";
        if (plan.Times != first.Times) yield return $"'{folder}' has launches of {plan.Times} and '{firstFolder}' of {first.Times}; {together}.";
        foreach (string difference in Differences(plan.BaseWith, first.BaseWith).Union(Differences(plan.HeadWith, first.HeadWith)))
        {
            yield return $"'{folder}' was not made as '{firstFolder}' was: {difference}; {together}.";
        }
    }

    private static IReadOnlyList<string> Differences(MeasuredWith? with, MeasuredWith? first) => with is null || first is null ? [] : with.DifferencesTo(first);
}
