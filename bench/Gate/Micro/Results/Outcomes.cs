using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Micro.Results;

/// <summary>What is said of all benchmarks together. What was not compared never passes.</summary>
internal static class Outcomes
{
    public const string Pass = "pass";
    public const string Fail = "fail";
    public const string CannotSay = "cannotSay";

    public static (string Outcome, int ExitCode) Of(IReadOnlyList<BenchmarkVerdict> benchmarks)
    {
        if (benchmarks.Any(benchmark => benchmark.Verdict == Verdict.Regressed)) return (Fail, ExitCode.Regressed);

        return benchmarks.Count > 0 && benchmarks.All(benchmark => benchmark.Verdict is Verdict.Same or Verdict.Improved or Verdict.Flaky)
            ? (Pass, ExitCode.Success)
            : (CannotSay, ExitCode.CannotSay);
    }

    /// <summary>For people, in a line.</summary>
    public static string Text(GateReport report)
    {
        string counts = string.Join(", ", report.Benchmarks
            .GroupBy(benchmark => benchmark.Verdict)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {Name(group.Key)}"));
        return report.Outcome switch
        {
            Fail => $"FAIL: {counts}",
            Pass => $"pass: {counts}",
            _ => $"CANNOT SAY: {(counts.Length == 0 ? "nothing was compared" : counts)}",
        };
    }

    public static string Name(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
