namespace HotPath.Soak.Scenarios;

/// <summary>How the limits are judged while a run goes on, and who is told.</summary>
internal sealed record AlertSettings
{
    /// <summary>What they are judged on: the last stretch of the run, at least three intervals of it.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a limit must be broken before it fires, and be kept before that is over.</summary>
    public TimeSpan For { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where each change is posted: an address, or <c>env:NAME</c>. Null: nowhere.</summary>
    public string? Webhook { get; init; }
}
