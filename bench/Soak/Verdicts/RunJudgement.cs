using HotPath.Analysis.Results;

namespace HotPath.Soak.Verdicts;

/// <summary>What a run comes to.</summary>
/// <param name="Verdict"><c>pass</c>, <c>fail</c> or <c>void</c>.</param>
/// <param name="ExitCode">0, 1 or 3.</param>
/// <param name="Reasons">The weightiest first; empty for a pass.</param>
/// <param name="Thresholds">Each limit with what was measured, also of a void run.</param>
internal sealed record RunJudgement(
    string Verdict, int ExitCode, IReadOnlyList<string> Reasons, IReadOnlyList<ThresholdResult> Thresholds)
{
    public static RunJudgement Pass(IReadOnlyList<ThresholdResult> thresholds) => new("pass", 0, [], thresholds);

    public static RunJudgement Fail(IReadOnlyList<string> reasons, IReadOnlyList<ThresholdResult> thresholds) =>
        new("fail", 1, reasons, thresholds);

    public static RunJudgement Void(IReadOnlyList<string> reasons, IReadOnlyList<ThresholdResult> thresholds) =>
        new("void", 3, reasons, thresholds);
}
