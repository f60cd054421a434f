using HotPath.Recording;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry.Answers;

namespace HotPath.Soak.Telemetry;

/// <summary>What a run records into: a recorder for each group, one set for the warm-up and one for the measured time.</summary>
internal sealed class RunRecorder
{
    private readonly Gauge[] _openStreamsByGroup;

    /// <param name="recordingThreads">Threads that are expected to record; more are served, at the price of an allocation each.</param>
    public RunRecorder(Scenario scenario, int recordingThreads)
    {
        IReadOnlyList<RequestGroup> workload = scenario.Workload;
        GoodputJudge? goodput = scenario.Goodput.Count > 0 ? new GoodputJudge(scenario.Goodput) : null;
        JudgesGoodput = goodput is not null;
        Retries = scenario.Retry is not null;
        GroupNames = [.. workload.Select(group => group.Name)];
        SharesAsked = [.. workload.Select(group => (double)group.Weight / workload.Sum(each => (long)each.Weight))];
        HasConversations = workload.Any(group => group.Turns is not null);
        _openStreamsByGroup = [.. workload.Select(_ => new Gauge())];
        LatencyRecorder unread = new(recordingThreads);
        Budget = scenario.Cost?.Budget is { } dollars ? new CostBudget(dollars) : null;
        WarmUpAnswers = AnswerRecorder.OfWarmUp(scenario, Budget);
        MeasuredAnswers = AnswerRecorder.Of(scenario, Budget);
        Scenario = scenario;
        Measured = [.. workload.Select((_, i) => new GroupRecorder(recordingThreads, _openStreamsByGroup[i], goodput) { Answers = MeasuredAnswers })];
        WarmUp = [.. workload.Select((_, i) => GroupRecorder.OfCountsAlone(unread, _openStreamsByGroup[i], goodput, WarmUpAnswers, Measured[i]))];
    }

    public Scenario Scenario { get; }

    public IReadOnlyList<string> GroupNames { get; }

    /// <summary>Of each group: its weight against the sum of all.</summary>
    public IReadOnlyList<double> SharesAsked { get; }

    public bool HasConversations { get; }

    /// <summary>Whether the scenario says what a good request is.</summary>
    public bool JudgesGoodput { get; }

    /// <summary>Whether requests may be sent again.</summary>
    public bool Retries { get; }

    public IReadOnlyList<GroupRecorder> WarmUp { get; }

    public IReadOnlyList<GroupRecorder> Measured { get; }

    /// <summary>What is recorded of answers besides; null where the scenario asks for nothing.</summary>
    public AnswerRecorder? WarmUpAnswers { get; }

    public AnswerRecorder? MeasuredAnswers { get; }

    /// <summary>What the run may cost; null: it has no end.</summary>
    public CostBudget? Budget { get; }

    public Gauge OpenStreams { get; } = new();

    public ConnectionRecorder Connections { get; } = new();

    /// <summary>Called when the measured time begins: peaks of the warm-up are forgotten, and connections count from here.</summary>
    public void BeginMeasured()
    {
        foreach (GroupRecorder group in Measured) group.Begin();
        OpenStreams.ResetPeak();
        Connections.ResetPeaks();
        foreach (Gauge gauge in _openStreamsByGroup) gauge.ResetPeak();
    }
}
