using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Soak.Reading;

namespace HotPath.Gate.Soak.Comparing;

/// <summary>From two sets of runs to what is said of them: pure, so that it can be repeated from the folders.</summary>
internal static class SoakComparison
{
    /// <param name="base">At least one.</param>
    /// <param name="head">At least one.</param>
    /// <param name="isOneScenario">As <see cref="Comparability"/> has it.</param>
    public static SoakVerdict Of(IReadOnlyList<SoakReading> @base, IReadOnlyList<SoakReading> head, bool isOneScenario)
    {
        SoakReading[] all = [.. @base, .. head];
        string[] incomparable = [.. Comparability.Problems(all, isOneScenario)];
        string[] unusable = [.. all.SelectMany(run => run.Problems.Select(problem => $"'{run.Folder}' {problem}"))];
        int pairs = SoakPairs.Count([.. @base.Select(run => (run.Run.StartedAt, Side.Base)), .. head.Select(run => (run.Run.StartedAt, Side.Head))]);
        bool isInterleaved = pairs >= FigureComparison.LeastRuns;
        List<string> problems = [.. incomparable, .. unusable];
        if (!isInterleaved)
        {
            problems.Add(FormattableString.Invariant(
                $"pairs of a run of base and one of head next to each other in time: {pairs}, and {FigureComparison.LeastRuns} are needed: the run is what is sampled, and the machine changes meanwhile"));
        }

        FigureComparison[] figures = incomparable.Length > 0
            ? []
            : [.. FigureCatalog.All
                .Where(figure => all.Any(run => run.Figures.ContainsKey(figure.Name)))
                .Select(figure => FigureComparison.Of(figure, Values(@base, figure), Values(head, figure), isInterleaved))
                .Select(figure => unusable.Length == 0 ? figure : figure with { Verdict = Verdict.Inconclusive, Reason = "a run cannot be judged" })
                .OrderBy(figure => figure.Verdict)];
        return new SoakVerdict(OutcomeOf(figures, problems), problems, figures, pairs, [.. Remarks(all)]);
    }

    private static string OutcomeOf(FigureComparison[] figures, List<string> problems)
    {
        if (problems.Count > 0) return SoakVerdict.CannotSay;
        if (figures.Any(figure => figure.Verdict == Verdict.Regressed)) return SoakVerdict.Fail;
        return figures.Length > 0 && figures.All(figure => figure.Verdict is Verdict.Same or Verdict.Improved) ? SoakVerdict.Pass : SoakVerdict.CannotSay;
    }

    private static FigureValue[] Values(IReadOnlyList<SoakReading> runs, SoakFigure figure) =>
        [.. runs.Where(run => run.Figures.ContainsKey(figure.Name)).Select(run => run.Figures[figure.Name])];

    private static IEnumerable<string> Remarks(SoakReading[] runs)
    {
        foreach (SoakReading run in runs)
        {
            foreach (string remark in run.Remarks) yield return $"'{run.Folder}': {remark}";
            if (run.Run.Verdict == "fail") yield return $"'{run.Folder}' failed by its own thresholds: {string.Join("; ", run.Run.Reasons)}";
        }

        string[] left = [.. FigureCatalog.All.Where(figure => runs.Any(run => run.Run.DurationSeconds < figure.LeastSeconds)).Select(figure => figure.Name)];
        if (left.Length > 0) yield return FormattableString.Invariant($"leaks are not compared: a run must last {FigureCatalog.All.Max(figure => figure.LeastSeconds) / 60:0} minutes to say something of {string.Join(", ", left)}");
        string[] far = [.. FigureCatalog.All.Where(figure => figure.Quantile is not null && runs.All(run => !run.Figures.ContainsKey(figure.Name))).Select(figure => figure.Name)];
        if (far.Length > 0) yield return $"not compared, for fewer than {LatencySlices.LeastBeyond} values lie beyond them or there are none: {string.Join(", ", far)}";
    }
}
