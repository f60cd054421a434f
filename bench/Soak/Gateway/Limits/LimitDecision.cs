using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Limits;

/// <summary>What the limits made of a request.</summary>
/// <param name="Refusal">Null: it is let in.</param>
/// <param name="Charge">To be settled when its answer is over; null: nothing is.</param>
/// <param name="Requests">After the decision; null: no limit of requests is for it.</param>
/// <param name="Tokens">The same of tokens.</param>
internal readonly record struct LimitDecision(LimitRefusal? Refusal, TokenCharge? Charge, LimitState? Requests, LimitState? Tokens);

/// <param name="Limit">Of several that refuse, the one that does for the longest time.</param>
/// <param name="Key">Whose counter.</param>
/// <param name="Cost">What was asked of it.</param>
/// <param name="WaitNanoseconds">Until it would allow that; or <see cref="Allowance.Never"/>.</param>
internal sealed record LimitRefusal(LimitSettings Limit, string Key, long Cost, long WaitNanoseconds);

/// <param name="Limit">What can be taken at most.</param>
/// <param name="Remaining">What could be taken now.</param>
/// <param name="ResetNanoseconds">Until all of it could be.</param>
internal readonly record struct LimitState(long Limit, long Remaining, long ResetNanoseconds);
