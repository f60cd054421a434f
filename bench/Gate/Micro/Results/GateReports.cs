using System.Reflection;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Reading;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Micro.Results;

/// <summary>Makes the report of a comparison that has ended.</summary>
internal static class GateReports
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5); // between two launches; beyond it the comparison did not run

    public static GateReport Of(ComparisonPlan plan, IReadOnlyList<BenchmarkVerdict> verdicts, IReadOnlyList<LaunchFigure> launches)
    {
        (string outcome, int exitCode) = Outcomes.Of(verdicts);
        return new GateReport
        {
            Version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            StartedAt = plan.StartedAt,
            MeasuredSeconds = Math.Round(MeasuredTime(launches).TotalSeconds, 1),
            Command = plan.Command,
            Project = plan.Project,
            Base = plan.Base,
            Head = plan.Head,
            Filters = plan.Filters,
            LaunchesASide = plan.Launches,
            Times = plan.Times,
            Seed = plan.Seed,
            BaseWith = plan.BaseWith,
            HeadWith = plan.HeadWith,
            Outcome = outcome,
            ExitCode = exitCode,
            Remarks = [.. Remarks(plan)],
            Benchmarks = verdicts,
            Launches = launches,
        };
    }

    private static IEnumerable<string> Remarks(ComparisonPlan plan)
    {
        if (plan.Base.Commit == plan.Head.Commit && plan.Base.Changes == plan.Head.Changes) yield return "base and head are the same sources: every difference is chance";
        if (plan.Times != LaunchTimes.Standard) yield return "launches were too short for their times to say much; allocation is exact all the same";
        if (plan.WithOwnJobs.Count > 0)
        {
            yield return $"{plan.WithOwnJobs.Count} benchmarks have jobs of their own, which BenchmarkDotNet runs beside each launch and which take most of its time: {string.Join(", ", plan.WithOwnJobs.Take(3))}";
        }

        if (plan.BaseWith is { } before && plan.HeadWith is { } now && now.DifferencesTo(before) is { Count: > 0 } differences)
        {
            yield return $"the sides did not run alike: at head {string.Join(", ", differences)} at base";
        }
    }

    private static TimeSpan MeasuredTime(IReadOnlyList<LaunchFigure> launches)
    {
        TimeSpan sum = TimeSpan.Zero;
        for (int i = 1; i < launches.Count; i++)
        {
            TimeSpan step = launches[i].StartedAt - launches[i - 1].StartedAt;
            if (step < LongestPause) sum += step;
        }

        return sum;
    }
}
