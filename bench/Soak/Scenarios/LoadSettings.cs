namespace HotPath.Soak.Scenarios;

/// <summary>When requests are due.</summary>
internal abstract record LoadSettings
{
    /// <summary>Before the measured time; its requests are in no figure. Tiered compilation needs about three seconds.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Started and not finished, at most; a request due beyond that is counted as not started.</summary>
    public int MaxInFlight { get; init; } = 5_000;

    /// <summary>The measured time, warm-up and drain left out.</summary>
    public abstract TimeSpan Duration { get; }

    /// <summary>The same shape over another measured time: stages are scaled in proportion.</summary>
    public abstract LoadSettings WithDuration(TimeSpan duration);
}

/// <summary>Open loop: requests are due on a schedule, however slowly answers come.</summary>
internal sealed record OpenLoad : LoadSettings
{
    public static OpenLoad Default { get; } = Constant(50, TimeSpan.FromSeconds(30));

    /// <summary>At least one, run one after the other.</summary>
    public required IReadOnlyList<RateStage> Stages { get; init; }

    public override TimeSpan Duration => new(Stages.Sum(stage => stage.For.Ticks));

    public static OpenLoad Constant(double ratePerSecond, TimeSpan duration) =>
        new() { Stages = [new RateStage(duration, ratePerSecond, ratePerSecond)] };

    public override LoadSettings WithDuration(TimeSpan duration)
    {
        double factor = duration / Duration;
        return this with { Stages = [.. Stages.Select(stage => stage with { For = stage.For * factor })] };
    }
}

/// <summary>A stretch of time over which the rate goes linearly from one value to another.</summary>
/// <param name="For">Its length, above zero.</param>
/// <param name="FromPerSecond">Requests a second at its start, 0 or more.</param>
/// <param name="ToPerSecond">Requests a second at its end; the same as the start for a constant rate.</param>
internal sealed record RateStage(TimeSpan For, double FromPerSecond, double ToPerSecond);

/// <summary>Closed loop: each user sends, reads the whole answer, thinks, and sends again.</summary>
internal sealed record ClosedLoad : LoadSettings
{
    /// <summary>At least one.</summary>
    public required int Users { get; init; }

    /// <summary>The pause between an answer and the user's next request is uniform between the two.</summary>
    public TimeSpan ThinkLeast { get; init; }

    public TimeSpan ThinkMost { get; init; }

    public required TimeSpan For { get; init; }

    public override TimeSpan Duration => For;

    public override LoadSettings WithDuration(TimeSpan duration) => this with { For = duration };
}
