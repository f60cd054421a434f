using HotPath.Analysis.Results;

namespace HotPath.Soak.Verdicts;

/// <summary>
/// Judges a run. In this order: a run that the generator limited is void, whatever else failed; a target that is lost or wrong, or
/// leaks, fails; a threshold that failed fails; a run that was killed with none failed is void, for nobody knows what was still to come.
/// </summary>
internal static class RunVerdict
{
    /// <param name="run">Its <see cref="RunResult.Complete"/> must be set already: one that is not complete was killed.</param>
    /// <param name="generatorFindings">From <see cref="GeneratorAudit.Findings"/>.</param>
    /// <param name="targetFindings">Why it fails that is in none of its figures; null: nothing is.</param>
    public static RunJudgement Judge(
        RunResult run, IReadOnlyList<Threshold> thresholds, IReadOnlyList<string> generatorFindings, IReadOnlyList<string>? targetFindings = null)
    {
        List<ThresholdResult> results = [.. thresholds.Select(threshold => ThresholdEvaluator.Evaluate(threshold, run))];
        List<string> failures =
        [
            .. TargetFailures(run),
            .. TrendFailures.Of(run),
            .. targetFindings ?? [],
            .. thresholds.Zip(results).Where(judged => !judged.Second.Passed).Select(judged => Describe(judged.First, judged.Second)),
        ];

        if (generatorFindings.Count > 0)
        {
            return RunJudgement.Void([.. generatorFindings, .. failures], results);
        }

        if (run is { StoppedEarly: true, Requests.Scheduled: 0 })
        {
            return RunJudgement.Void(["The run was ended in its warm-up: nothing was measured. Let it run longer."], results);
        }

        if (failures.Count > 0)
        {
            return RunJudgement.Fail(failures, results);
        }

        return run.Complete
            ? RunJudgement.Pass(results)
            : RunJudgement.Void([$"{WhoEnded(run)} ended before the run did; what was measured until then kept every limit. Run it again."], results);
    }

    private static string WhoEnded(RunResult run) => run.Workers is null
        ? "The run's own process"
        : $"The process of {string.Join(", ", run.Workers.Where(worker => !worker.Complete).Select(worker => worker.Node))}";

    private static IEnumerable<string> TargetFailures(RunResult run)
    {
        if (ContentFailure(run.Integrity) is { } content)
        {
            yield return content;
        }

        if (run.Integrity.WrongUsage > 0)
        {
            yield return $"{run.Integrity.WrongUsage:N0} answers said another usage than their text has; none may. Look at what counts tokens between gateway and client.";
        }

        if (run is { Topology: "embedded", Integrity.GatewayAgrees: false })
        {
            yield return "The gateway counted other requests or streams than the generator; with nothing between them the two must agree. " +
                "Compare the counts of both in the result folder.";
        }

        if (run is { Topology: "embedded", Complete: true, Integrity.GatewayAgrees: null })
        {
            yield return "The embedded gateway could not be asked for its counts; it must be there to the end. Its process may have died: see what it wrote to standard error.";
        }

        if (run.Requests.Finished == 0)
        {
            yield return $"Nothing finished: {run.Requests.Scheduled:N0} requests were due and {run.Requests.Started:N0} started; " +
                "at least one must finish. Check that the target answers, and that the run is longer than an answer.";
        }
        else if (Unanswered(run.Requests) == run.Requests.Finished)
        {
            yield return $"The target never answered: all {run.Requests.Finished:N0} requests ended without a connection, in a timeout, or were given up. " +
                (NoHandshake(run.Tls) ?? "Check its address and that it runs.");
        }
    }

    /// <returns>Why no connection was secured, and what to do; null where one was, or none was tried.</returns>
    private static string? NoHandshake(TlsFigures? tls)
    {
        if (tls is not { Full: 0, Resumed: 0, Failed: > 0 }) return null;

        IEnumerable<string> causes = tls.Failures.OrderByDescending(failure => failure.Value).Select(failure => failure.Key);
        return $"It was reached, and no TLS handshake succeeded: {string.Join(", ", tls.Failures.Select(failure => $"{failure.Key} {failure.Value:N0} times"))}. " +
            (causes.Select(TlsRemedy.Of).OfType<string>().FirstOrDefault() ?? "Check that TLS is spoken at its port.");
    }

    private static string? ContentFailure(IntegrityFigures integrity) =>
        integrity.Lost + integrity.Repeated + integrity.Reordered + integrity.Altered == 0
            ? null
            : $"Content came other than it was sent: {integrity.Lost:N0} words lost, {integrity.Repeated:N0} repeated, " +
                $"{integrity.Reordered:N0} reordered, {integrity.Altered:N0} altered; none may be. Look at what stands between gateway and client.";

    /// <summary>Whoever gives up on purpose may do so before an answer could come; what the run's end cut off had begun.</summary>
    private static long Unanswered(RequestFigures requests) =>
        requests.ByOutcome.GetValueOrDefault(OutcomeNames.ConnectionError) + requests.ByOutcome.GetValueOrDefault(OutcomeNames.Timeout)
        + requests.ByOutcome.GetValueOrDefault(OutcomeNames.Cancelled) - requests.GivenUp - requests.CutOff;

    private static string Describe(Threshold threshold, ThresholdResult result) => result.Actual is { } actual
        ? $"{result.Expression} failed: measured {actual:#,0.######}{threshold.Unit.Name}{(result is { Low: { } low, High: { } high } ? $", between {low:#,0.###} and {high:#,0.###}" : "")}."
        : $"{result.Expression} failed: nothing was measured, and a limit on nothing is not kept.";
}
