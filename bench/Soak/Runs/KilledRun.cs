using HotPath.Analysis.Results;
using HotPath.Analysis.Words;
using HotPath.Soak.Distributed.Files;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Runs;

/// <summary>A recorded run whose own process was killed: judged on what it had written, with the thresholds of its recorded scenario.</summary>
internal static class KilledRun
{
    /// <returns>The run with a verdict: fail where a threshold had failed, else void. A run that has a verdict is given back as it is.</returns>
    public static RecordedRun Judge(RecordedRun recorded, string folder)
    {
        if (recorded.Run.Verdict is not null) return recorded;

        recorded = recorded with { Run = WorkerRecord.WithItsEnd(recorded.Run) };

        Scenario? scenario = ScenarioOf(folder);
        if (scenario is not null && recorded.Run.Worker is not null) scenario = scenario with { Load = LedLoad.InPlaceOf(scenario.Load, new LedUsers()) };
        RunResult run = scenario is null ? recorded.Run : CourseAnalysis.AddTo(recorded.Run, scenario, recorded);
        RunJudgement judgement = RunVerdict.Judge(run, ThresholdsOf(scenario), [.. GeneratorAudit.Findings(run, GeneratorTroubles.None), .. GatewayAudit.Findings(run)]);
        return recorded with
        {
            Remarks = [.. recorded.Remarks, .. scenario is null || run.Complete ? [] : Missing(run, scenario)],
            Run = run with
            {
                Verdict = judgement.Verdict,
                ExitCode = judgement.ExitCode,
                Reasons = judgement.Reasons,
                Thresholds = judgement.Thresholds,
            },
        };
    }

    /// <summary>What a reader would else take for granted.</summary>
    private static IEnumerable<string> Missing(RunResult run, Scenario scenario)
    {
        string planned = scenario.Load.Planned is { } length ? DurationText.Format(length) : "test of its master";
        yield return run.RecordedSeconds is not > 0
            ? $"The run's own process ended before the first interval of {planned} was recorded: nothing of it is here."
            : $"The run's own process ended, or goes on, {run.RecordedSeconds:0.#} s into the {(scenario.Load.Planned is null ? "" : "planned ")}{planned}. Requests that were in flight then, " +
                "and all that came after the last recorded interval, are in no figure; the gateway's counts were not compared.";
    }

    /// <summary>Null where it cannot be read any more; the recorded run's remarks say that it is missing.</summary>
    private static Scenario? ScenarioOf(string folder)
    {
        string file = Path.Combine(folder, ResultFileNames.Scenario);
        return File.Exists(file) ? ScenarioReader.Read(File.ReadAllBytes(file), file, ThresholdParser.ProblemOf).Scenario : null;
    }

    private static IReadOnlyList<Threshold> ThresholdsOf(Scenario? scenario)
    {
        if (scenario is null) return [];

        string[] groups = [.. scenario.Workload.Select(group => group.Name)];
        return [.. scenario.Thresholds.Select(text => ThresholdParser.Parse(text, groups).Threshold!)];
    }
}
