using HotPath.Soak.Load.Checks;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Traces;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>What request <c>n</c> of a phase is: its group, its tenant, model and seed, and where it is recorded. Any thread.</summary>
internal sealed class RequestSource
{
    private readonly RequestPlan[] _plans;
    private readonly GroupChoice?[] _choices; // by group; null where there is nothing to choose
    private readonly WorkloadMix _measured;
    private readonly WorkloadMix _warmUp;
    private readonly IReadOnlyList<TraceRequest>? _trace;
    private readonly long _seed;
    private readonly long _firstNumber;
    private readonly RunRecorder _recorder;
    private readonly Lock _lock = new();
    private readonly Stack<Conversation> _unused = new();

    public RequestSource(Scenario scenario, Target target, long seed, RunRecorder recorder)
    {
        _plans = [.. scenario.Workload.Select(group => new RequestPlan(group, target.Url, target.ApiKey, scenario.Tenants) { Inspection = InspectionPlan.Of(scenario, group) })];
        _choices = [.. scenario.Workload.Select((group, place) => GroupChoice.Of(group, place, scenario.Tenants))];
        int[] weights = [.. scenario.Workload.Select(group => group.Weight)];
        _measured = new WorkloadMix(weights, seed);
        _warmUp = new WorkloadMix(weights, ~seed); // other texts than the measured ones: a cache must not be warm for them
        _trace = (scenario.Load as TraceLoad)?.Requests;
        _seed = seed;
        _firstNumber = scenario.Load.Start.Number;
        _recorder = recorder;
    }

    public WorkItem WarmUp(long number, long dueAt) => ItemOf(_warmUp, _recorder.WarmUp, number, dueAt, textSeed: ~_seed);

    public WorkItem Measured(long number, long dueAt) => ItemOf(_measured, _recorder.Measured, _firstNumber + number, dueAt, textSeed: _seed);

    /// <summary>The turn of a conversation that follows the one before; it belongs to the phase in which it is due.</summary>
    public WorkItem NextTurn(Conversation conversation, long dueAt, bool isMeasured)
    {
        GroupRecorder recorder = RecorderOf(conversation, isMeasured);
        recorder.Counters.Add(Counter.LaterTurns);
        return new WorkItem(_plans[conversation.Group], recorder, conversation.Draw, dueAt);
    }

    public GroupRecorder RecorderOf(Conversation conversation, bool isMeasured) =>
        (isMeasured ? _recorder.Measured : _recorder.WarmUp)[conversation.Group];

    /// <summary>Takes back a conversation that is over.</summary>
    public void Return(Conversation conversation, ConversationEnd end, GroupRecorder recorder)
    {
        if (end is ConversationEnd.Completed) recorder.Counters.Add(Counter.ConversationsCompleted);
        if (end is ConversationEnd.Broken) recorder.Counters.Add(Counter.ConversationsBroken);
        lock (_lock) _unused.Push(conversation);
    }

    private WorkItem ItemOf(WorkloadMix mix, IReadOnlyList<GroupRecorder> recorders, long number, long dueAt, long textSeed)
    {
        int group = mix.GroupOf(number);
        RequestPlan plan = _plans[group];
        long seed = mix.SeedOf(number);
        RequestDraw draw = _choices[group] is { } choice ? choice.Draw(mix.NumberInGroup(number), seed, mix.Seed) : new RequestDraw(seed);
        if (plan.Group.Custom is not null) draw = draw with { Number = number };
        if (_trace is not null) draw = draw with { Trace = _trace[(int)(number % _trace.Count)], TextSeed = textSeed };
        else if (plan.Group.Turns is not null) draw = Begin(group, plan, draw, recorders[group]);

        return new WorkItem(plan, recorders[group], draw, dueAt);
    }

    private RequestDraw Begin(int group, RequestPlan plan, in RequestDraw first, GroupRecorder recorder)
    {
        Conversation? conversation;
        lock (_lock) _unused.TryPop(out conversation);
        conversation ??= new Conversation();
        conversation.Begin(group, plan, first);
        recorder.Counters.Add(Counter.ConversationsStarted);
        return conversation.Draw;
    }
}
