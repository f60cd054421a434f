using System.Text.RegularExpressions;
using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>
/// Holds a run's verdict against what it must be. On a machine with other work a run is rightly void; then its own figures must say so,
/// and what was judged beside that must still be as expected.
/// </summary>
internal static partial class Judged
{
    private const double MostScheduleLagMs = 50;
    private const double LeastCpuPercentOfMachine = 90;
    private const double MostGatewayLateMs = 50;
    private const double MostCoalescedShare = 0.01;

    public static void Pass(RunResult run, int exitCode)
    {
        Assert.All(run.Thresholds, threshold => Assert.True(threshold.Passed, $"{threshold.Expression}: {threshold.Actual}"));
        if (IsRightlyVoid(run, exitCode))
        {
            Assert.All(run.Reasons, reason => Assert.Matches("^(Requests started late|The generator used|The simulated gateway)", reason));
            return;
        }

        Assert.True((run.Verdict, run.ExitCode, exitCode) == ("pass", 0, 0), Text(run, exitCode));
    }

    /// <summary>
    /// The same of a run of which nobody chose the limits for this machine: times and rates may be the machine's own, but what must never be, and
    /// what must be at all, still holds, and the verdict says what its limits say.
    /// </summary>
    public static void PassButForTimes(RunResult run, int exitCode)
    {
        Assert.All(run.Thresholds.Where(threshold => OfLogic().IsMatch(threshold.Expression)), threshold => Assert.True(threshold.Passed, $"{threshold.Expression}: {threshold.Actual}"));
        if (run.Thresholds.All(threshold => threshold.Passed)) Pass(run, exitCode);
        else Fail(run, exitCode);
    }

    public static void Fail(RunResult run, int exitCode)
    {
        Assert.Contains(run.Thresholds, threshold => !threshold.Passed);
        if (IsRightlyVoid(run, exitCode)) return;

        Assert.True((run.Verdict, run.ExitCode, exitCode) == ("fail", 1, 1), Text(run, exitCode));
    }

    private static bool IsRightlyVoid(RunResult run, int exitCode)
    {
        if (run.Verdict != "void") return false;

        bool late = run.Latency.ScheduleLag?.P99 > MostScheduleLagMs || run.Latency.ReceiveLag?.P99 > MostScheduleLagMs;
        bool busy = run.Generator!.CpuPercent / run.Environment.ProcessorCount >= LeastCpuPercentOfMachine;
        bool slow = run.Gateway?.Pacing is { } pacing
            && (pacing.Late?.P99 > MostGatewayLateMs || pacing.PoolDelay?.P99 > MostGatewayLateMs || pacing.CoalescedShare > MostCoalescedShare);
        Assert.True((late || busy || slow) && run.ExitCode == 3 && exitCode == 3, Text(run, exitCode));
        return true;
    }

    [GeneratedRegex("(?:==|>) 0%?$")]
    private static partial Regex OfLogic();

    private static string Text(RunResult run, int exitCode) => $"{run.Verdict}, exit code {exitCode}: {string.Join("; ", run.Reasons)}";
}
