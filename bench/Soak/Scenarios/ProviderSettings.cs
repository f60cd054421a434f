namespace HotPath.Soak.Scenarios;

/// <summary>One simulated provider behind the gateway.</summary>
internal sealed record ProviderSettings
{
    /// <summary>Providers of one gateway: routes keep a set of them in one word.</summary>
    public const int Most = 64;

    public const int MostWeight = 1_000;

    /// <summary>What answers, routes and figures call it; unique.</summary>
    public required string Name { get; init; }

    /// <summary>Its share against the weights of the others, where the policy is weighted.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What a million tokens cost, where the policy is cheapest; null: more than all that say it.</summary>
    public double? Price { get; init; }

    /// <summary>Where it is, where the policy is region; null: nowhere in particular.</summary>
    public string? Region { get; init; }

    /// <summary>Those that it serves; empty: any.</summary>
    public ValueList<string> Models { get; init; } = [];

    /// <summary>From an attempt's beginning to the first token, in nanoseconds; null: the gateway's.</summary>
    public Distribution? TimeToFirstToken { get; init; }

    /// <summary>Between two tokens, in nanoseconds; null: the gateway's.</summary>
    public Distribution? InterTokenLatency { get; init; }

    /// <summary>Requests that it has in hand at most; one more is refused at once. Null: any number.</summary>
    public int? Capacity { get; init; }

    /// <summary>0..1: the share of attempts that fail when their first token would be due, drawn from the request's seed, the provider's name and the attempt's number.</summary>
    public double ErrorRate { get; init; }

    /// <summary>400..599: what these are answered with.</summary>
    public int ErrorStatus { get; init; } = 503;

    /// <summary>Of several at one time the first counts.</summary>
    public ValueList<ProviderFault> Faults { get; init; } = [];
}

/// <summary>A stretch of time in which a provider is not itself.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="At">When, from the gateway's start, or from the call that sets it.</param>
/// <param name="For">Its length.</param>
internal sealed record ProviderFault(ProviderFaultKind Kind, TimeSpan At, TimeSpan For)
{
    /// <summary>400..599: what a failed attempt is answered with.</summary>
    public int Status { get; init; } = 503;

    /// <summary>What is put before the first token of a slow one.</summary>
    public TimeSpan By { get; init; }
}

internal enum ProviderFaultKind
{
    /// <summary>Every attempt fails when its first token would be due.</summary>
    Errors,

    /// <summary>Every attempt fails at once, as where nobody listens.</summary>
    Unavailable,

    /// <summary>The first token comes later.</summary>
    Slow,
}
