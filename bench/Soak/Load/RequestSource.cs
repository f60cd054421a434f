using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>What request <c>n</c> of a phase is: its group, its seed, and where it is recorded. Any thread.</summary>
internal sealed class RequestSource
{
    private readonly RequestPlan[] _plans;
    private readonly WorkloadMix _measured;
    private readonly WorkloadMix _warmUp;
    private readonly RunRecorder _recorder;

    public RequestSource(Scenario scenario, Target target, long seed, RunRecorder recorder)
    {
        _plans = [.. scenario.Workload.Select(group => new RequestPlan(group, target.Url, target.ApiKey))];
        int[] weights = [.. scenario.Workload.Select(group => group.Weight)];
        _measured = new WorkloadMix(weights, seed);
        _warmUp = new WorkloadMix(weights, ~seed); // other texts than the measured ones: a cache must not be warm for them
        _recorder = recorder;
    }

    public WorkItem WarmUp(long number, long dueAt) => ItemOf(_warmUp, _recorder.WarmUp, number, dueAt);

    public WorkItem Measured(long number, long dueAt) => ItemOf(_measured, _recorder.Measured, number, dueAt);

    private WorkItem ItemOf(WorkloadMix mix, IReadOnlyList<GroupRecorder> recorders, long number, long dueAt)
    {
        int group = mix.GroupOf(number);
        return new WorkItem(_plans[group], recorders[group], mix.SeedOf(number), dueAt);
    }
}
