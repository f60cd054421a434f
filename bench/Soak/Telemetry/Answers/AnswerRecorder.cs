using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Telemetry.Answers;

/// <summary>What is recorded of the answers of one phase beside what each group records; each part null where the scenario asks for none.</summary>
internal sealed class AnswerRecorder
{
    private readonly HistogramSnapshot _scratch = new();

    public CheckCounts? Checks { get; private init; }

    public Slices? Slices { get; private init; }

    /// <summary>By place, as in the scenario.</summary>
    public IReadOnlyList<OwnMetricRecorder> Metrics { get; private init; } = [];

    public CostCount? Cost { get; private init; }

    /// <param name="budget">What the phases of a run share; null: none is set.</param>
    /// <returns>Null where the scenario asks for nothing.</returns>
    public static AnswerRecorder? Of(Scenario scenario, CostBudget? budget)
    {
        IReadOnlyList<string> checks = CheckNames.Of(scenario);
        AnswerRecorder recorder = new()
        {
            Checks = checks.Count > 0 ? new CheckCounts(checks) : null,
            Slices = SliceNames.AreWanted(scenario) ? new Slices(SliceNames.Of(scenario)) : null,
            Metrics = [.. scenario.Metrics.Select(metric => new OwnMetricRecorder(metric))],
            Cost = CostOf(scenario, budget),
        };
        return recorder is { Checks: null, Slices: null, Metrics.Count: 0, Cost: null } ? null : recorder;
    }

    /// <summary>Of the warm-up money is counted, for it is spent, and the slices, for the gateway counts it, too.</summary>
    /// <returns>Null where the scenario asks for neither.</returns>
    public static AnswerRecorder? OfWarmUp(Scenario scenario, CostBudget? budget)
    {
        AnswerRecorder recorder = new()
        {
            Slices = SliceNames.AreWanted(scenario) ? new Slices(SliceNames.Of(scenario), ofCountsAlone: true) : null,
            Cost = CostOf(scenario, budget),
        };
        return recorder is { Slices: null, Cost: null } ? null : recorder;
    }

    /// <summary>One reader at a time.</summary>
    public RunResult AddTo(RunResult run, Scenario scenario, AnswerRecorder? warmUp, TimeSpan measured)
    {
        return run with
        {
            Checks = Checks?.Figures(),
            By = Slices?.Figures(measured),
            Fairness = Slices?.Fairness(),
            Cache = Slices?.Cache(),
            Metrics = Metrics.Count == 0
                ? null
                : scenario.Metrics.Zip(Metrics).ToDictionary(metric => metric.First.Name, metric => metric.Second.Figures(measured, _scratch)),
            Cost = Cost?.Figures(warmUp?.Cost, run.Requests.Finished),
        };
    }

    private static CostCount? CostOf(Scenario scenario, CostBudget? budget) =>
        scenario.Cost is { } cost ? new CostCount(cost, SliceNames.Of(scenario).Models, budget) : null;
}
