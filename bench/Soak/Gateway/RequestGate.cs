using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>Between a request that was understood and its answer: whatever turns requests away, or chooses how they are served, stands here.</summary>
internal sealed class RequestGate(GatewayState state)
{
    /// <param name="context">Gets the headers of the decision.</param>
    /// <param name="asked">What is asked for.</param>
    /// <param name="arrivedAt">The request's arrival, in nanoseconds of the wheel.</param>
    public ValueTask<Passage> PassAsync(HttpContext context, in AskedFor asked, long arrivedAt)
    {
        state.Leak.Keep(state.Faults.Current.LeakBytes);
        Admission admission = state.Admissions.HasPolicy ? state.Admissions.Admit(context, asked) : default;
        if (admission.Refusal is { } refusal) return ValueTask.FromResult(Passage.Refused(JsonReply.Of(refusal, arrivedAt)));

        if (Rejection.Of(context, state, asked.Seed, arrivedAt) is { } rejection)
        {
            admission.Charge?.Over(ServingEnd.Refused, tokens: 0);
            return ValueTask.FromResult(Passage.Refused(rejection));
        }

        if (state.Forwarding.IsOn) return state.Forwarding.PassAsync(context, asked, admission.Charge);

        GatewayFaults faults = state.Faults.Current;
        if (StreamPlan.IsDelayed(faults, asked.Seed)) state.Counters.CountFault(FaultKind.Delay);
        Serving serving = new(state.Settings, faults, arrivedAt, state.NextCompletion()) { Watch = admission.Charge };
        return ValueTask.FromResult(Passage.Served(serving));
    }
}

/// <summary>What became of a request at the gate.</summary>
/// <param name="Refusal">Null: it is served.</param>
/// <param name="Serving">How; nothing where it was refused.</param>
internal readonly record struct Passage(JsonReply? Refusal, Serving Serving)
{
    public static Passage Refused(JsonReply refusal) => new(refusal, default);

    public static Passage Served(in Serving serving) => new(null, serving);
}
