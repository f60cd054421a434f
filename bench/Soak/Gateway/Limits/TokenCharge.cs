namespace HotPath.Soak.Gateway.Limits;

/// <summary>
/// The tokens that a request was charged when it was let in: its prompt and its max_tokens, as OpenAI's limits count before an answer
/// exists, since only so can a burst of requests not be let in beyond the limit. When the answer is over the charge becomes the prompt and
/// the tokens that were sent, be the answer whole or not; a request that was turned away after all used nothing. Without max_tokens the
/// prompt alone is charged at first, so that a limit can be overrun by the answers under way; what they used is then taken, and the
/// next requests wait for it.
/// </summary>
internal sealed class TokenCharge(LimitBoard board, long takenAt, long taken, int promptTokens) : IServingWatch
{
    /// <summary>All are charged the same, with the moments at which their limits came into force.</summary>
    public List<(LimitCounter Counter, long StartedAt)> Counters { get; } = [];

    /// <summary>In nanoseconds of the wheel.</summary>
    public long TakenAt => takenAt;

    public long Taken => taken;

    public void Over(ServingEnd end, int tokens) => board.Settle(this, end is ServingEnd.Refused ? 0 : (long)promptTokens + tokens);
}
