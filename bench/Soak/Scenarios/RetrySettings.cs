namespace HotPath.Soak.Scenarios;

/// <summary>How requests that were turned away or lost are sent again, as the clients of these gateways do.</summary>
internal sealed record RetrySettings
{
    /// <summary>Of one request, the first included; 1 to <see cref="MostAttempts"/>.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Retries against requests so far, over the whole load: 0.1 is one in ten. Beyond it none is sent again.</summary>
    public double Budget { get; init; } = 0.1;

    /// <summary>The pause before the second attempt, or the longest where it is drawn; it doubles with each.</summary>
    public TimeSpan Base { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What the doubling ends at; see <see cref="RetryJitter"/> for what the target asks for by Retry-After.</summary>
    public TimeSpan Cap { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>What a pause is made of.</summary>
    public RetryJitter Jitter { get; init; } = RetryJitter.Full;

    public const int MostAttempts = 10;
}

/// <summary>How pauses are spread, so that clients who were turned away together do not come together again. Base is doubled with each attempt and capped.</summary>
internal enum RetryJitter
{
    /// <summary>What the target asks for, and drawn between nothing and base on top.</summary>
    Full,

    /// <summary>What the target asks for, else base: all who were turned away at one moment come again at one moment.</summary>
    None,

    /// <summary>What the target asks for, else base, times a number drawn between 0.5 and 1.5.</summary>
    Scaled,

    /// <summary>What the target asks for, else the base, doubled with each attempt, with up to a second on top; all of it capped.</summary>
    Added,
}
