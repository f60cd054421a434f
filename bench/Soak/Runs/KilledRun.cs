using HotPath.Analysis.Results;
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

        RunJudgement judgement = RunVerdict.Judge(recorded.Run, ThresholdsOf(folder), [.. GeneratorAudit.Findings(recorded.Run, GeneratorTroubles.None), .. GatewayAudit.Findings(recorded.Run)]);
        return recorded with
        {
            Run = recorded.Run with
            {
                Verdict = judgement.Verdict,
                ExitCode = judgement.ExitCode,
                Reasons = judgement.Reasons,
                Thresholds = judgement.Thresholds,
            },
        };
    }

    /// <summary>None where the scenario cannot be read any more; the recorded run's remarks say that it is missing.</summary>
    private static IReadOnlyList<Threshold> ThresholdsOf(string folder)
    {
        string file = Path.Combine(folder, ResultFileNames.Scenario);
        if (!File.Exists(file) || ScenarioReader.Read(File.ReadAllBytes(file), file, ThresholdParser.ProblemOf).Scenario is not { } scenario) return [];

        string[] groups = [.. scenario.Workload.Select(group => group.Name)];
        return [.. scenario.Thresholds.Select(text => ThresholdParser.Parse(text, groups).Threshold!)];
    }
}
