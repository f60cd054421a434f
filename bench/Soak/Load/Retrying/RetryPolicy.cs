using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Retrying;

/// <summary>Whether a request is sent again, and after which pause: pure functions.</summary>
internal sealed class RetryPolicy(RetrySettings settings, TimeSpan longestWait)
{
    /// <summary>Keeps these draws apart from what else comes from a request's seed.</summary>
    private const ulong OwnSequence = 0x2E72;

    /// <param name="status">Of the answer; 0 where none came.</param>
    /// <returns>False for an answer that began well: what a user has seen of it cannot be taken back.</returns>
    public static bool IsRetryable(Outcome outcome, int status) => status switch
    {
        0 => outcome is Outcome.ConnectionError or Outcome.Timeout,
        408 or 409 or 429 => true,
        _ => status is >= 500 and <= 599,
    };

    /// <summary>Where many are turned away at one moment, all but <see cref="RetryJitter.None"/> spread them over their pauses.</summary>
    /// <param name="attempts">Made so far, at least 1.</param>
    /// <param name="asked">What the target asks for; null: nothing.</param>
    /// <param name="seed">Of the request.</param>
    /// <returns>Null when it is not to be sent again: no attempt is left, or the target asks for longer than a request may last.</returns>
    public TimeSpan? PauseAfter(int attempts, TimeSpan? asked, long seed)
    {
        if (attempts >= settings.Attempts || asked > longestWait) return null;

        double drawn = (SplitMix64.At((ulong)seed ^ OwnSequence, (ulong)attempts) >> 11) * (1.0 / (1UL << 53));
        double doublings = Math.Pow(2, attempts - 1);
        TimeSpan doubled = Capped(settings.Base * doublings);
        return settings.Jitter switch
        {
            RetryJitter.None => asked ?? doubled,
            RetryJitter.Scaled => (asked ?? doubled) * (0.5 + drawn),
            RetryJitter.Added => Capped(((asked ?? settings.Base) * doublings) + TimeSpan.FromSeconds(drawn)),
            _ => (asked ?? TimeSpan.Zero) + (doubled * drawn),
        };
    }

    private TimeSpan Capped(TimeSpan pause) => pause > settings.Cap ? settings.Cap : pause;
}
