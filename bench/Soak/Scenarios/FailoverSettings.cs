namespace HotPath.Soak.Scenarios;

/// <summary>What is done when a provider fails before the first byte of its answer.</summary>
internal sealed record FailoverSettings
{
    public const int MostAttempts = 10;

    /// <summary>Of one request at most, the first included. Each goes to the next provider, and after the last to the first again.</summary>
    public int Attempts { get; init; } = 2;

    /// <summary>An attempt whose first token takes longer fails with 504 after so long; null: it is waited for.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The statuses that are tried again.</summary>
    public ValueList<int> On { get; init; } = [500, 502, 503, 504, 429];

    /// <summary>Null: none.</summary>
    public BreakerSettings? Breaker { get; init; }
}

/// <summary>When a provider is left alone.</summary>
internal sealed record BreakerSettings
{
    /// <summary>Attempts in a row that failed with a status that is tried again.</summary>
    public int Failures { get; init; } = 5;

    /// <summary>How long no request goes to it; then one does, and decides.</summary>
    public TimeSpan Open { get; init; } = TimeSpan.FromSeconds(2);
}
