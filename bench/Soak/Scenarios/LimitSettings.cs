namespace HotPath.Soak.Scenarios;

/// <summary>How much the simulated gateway lets in.</summary>
internal sealed record LimitSettings
{
    public const int MostLimit = 1_000_000_000;

    /// <summary>The shortest <see cref="Every"/>: a millisecond.</summary>
    public static TimeSpan LeastEvery { get; } = TimeSpan.FromMilliseconds(1);

    /// <summary>What is counted apart.</summary>
    public LimitScope Per { get; init; } = LimitScope.Key;

    public LimitUnit Of { get; init; } = LimitUnit.Requests;

    public LimitWindow Window { get; init; } = LimitWindow.Fixed;

    /// <summary>Requests or tokens in each <see cref="Every"/>; 1 to <see cref="MostLimit"/>.</summary>
    public required int Limit { get; init; }

    /// <summary>The window's length, or in what time a bucket gets <see cref="Limit"/>.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What a bucket holds; null: <see cref="Limit"/>. Of a bucket only.</summary>
    public int? Burst { get; init; }

    /// <summary>Whose requests it is for; empty: everybody's.</summary>
    public ValueList<string> Tenants { get; init; } = [];

    /// <summary>Requests for which models; empty: all.</summary>
    public ValueList<string> Models { get; init; } = [];

    /// <summary>Requests to which endpoints; empty: all that a model answers.</summary>
    public ValueList<Endpoint> Endpoints { get; init; } = [];

    /// <summary>The most that can be taken at once.</summary>
    public int Capacity => Burst ?? Limit;
}

internal enum LimitScope
{
    Key,
    Tenant,
    Model,
    Endpoint,

    /// <summary>One count for all.</summary>
    All,
}

internal enum LimitUnit
{
    Requests,

    /// <summary>Of prompt and answer.</summary>
    Tokens,
}

internal enum LimitWindow
{
    /// <summary>Windows one after the other, each beginning anew.</summary>
    Fixed,

    /// <summary>Any stretch of the window's length.</summary>
    Sliding,

    /// <summary>Refilled evenly.</summary>
    Bucket,
}
