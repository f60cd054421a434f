namespace HotPath.Soak.Scenarios;

/// <summary>How requests that were turned away or lost are sent again, as the clients of these gateways do.</summary>
internal sealed record RetrySettings
{
    /// <summary>Of one request, the first included; 1 to <see cref="MostAttempts"/>.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Retries against requests so far, over the whole load: 0.1 is one in ten. Beyond it none is sent again.</summary>
    public double Budget { get; init; } = 0.1;

    /// <summary>The longest pause before the second attempt; it doubles with each.</summary>
    public TimeSpan Base { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause of all; what the target asks for by Retry-After is waited in addition.</summary>
    public TimeSpan Cap { get; init; } = TimeSpan.FromSeconds(8);

    public const int MostAttempts = 10;
}
