using HotPath.Gate.Github;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Micro.Results;

/// <summary>What GitHub shows of a comparison of benchmarks.</summary>
internal static class GateAnnotations
{
    public static IEnumerable<Annotation> Of(GateReport report) =>
    [
        .. report.With(Verdict.Regressed).Select(benchmark => Of(AnnotationKind.Error, benchmark)),
        .. report.With(Verdict.Inconclusive, Verdict.Missing, Verdict.New, Verdict.Flaky).Select(benchmark => Of(AnnotationKind.Warning, benchmark)),
    ];

    private static Annotation Of(AnnotationKind kind, BenchmarkVerdict benchmark) => new(kind, Outcomes.Name(benchmark.Verdict), $"{benchmark.Name}: {benchmark.Reason}");
}
