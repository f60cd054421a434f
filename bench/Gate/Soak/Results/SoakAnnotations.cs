using HotPath.Gate.Github;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Soak.Results;

/// <summary>What GitHub shows of a comparison of soak runs.</summary>
internal static class SoakAnnotations
{
    public static IEnumerable<Annotation> Of(SoakReport report) =>
    [
        .. With(report, AnnotationKind.Error, verdict => verdict == Verdict.Regressed),
        .. report.Problems.Select(problem => new Annotation(AnnotationKind.Warning, "cannot say", $"{report.Scenario}: {problem}")),
        .. With(report, AnnotationKind.Warning, verdict => verdict is not (Verdict.Regressed or Verdict.Improved or Verdict.Same)),
    ];

    private static IEnumerable<Annotation> With(SoakReport report, AnnotationKind kind, Func<Verdict, bool> isMeant) => report.Figures
        .Where(figure => isMeant(figure.Verdict))
        .Select(figure => new Annotation(kind, Outcomes.Name(figure.Verdict), $"{report.Scenario}: {figure.Name}: {figure.Reason}"));
}
