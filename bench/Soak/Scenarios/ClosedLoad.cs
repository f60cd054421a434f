namespace HotPath.Soak.Scenarios;

/// <summary>Closed loop: each user sends, reads the whole answer, thinks, and sends again.</summary>
internal sealed record ClosedLoad : LoadSettings
{
    /// <summary>At least one, run one after the other.</summary>
    public required IReadOnlyList<UserStage> Stages { get; init; }

    /// <summary>The pause between an answer and the user's next request, in nanoseconds.</summary>
    public Distribution Think { get; init; } = Distribution.Constant(0);

    public override TimeSpan Duration => new(Stages.Sum(stage => stage.For.Ticks));

    public override int MostAtOnce => Stages.Max(stage => Math.Max(stage.From, stage.To));

    public override bool WaitsForAnswers => true;

    public static ClosedLoad Constant(int users, TimeSpan duration) => new() { Stages = [new UserStage(duration, users, users)] };

    public override LoadSettings WithDuration(TimeSpan duration)
    {
        double factor = duration / Duration;
        return this with { Stages = [.. Stages.Select(stage => stage with { For = stage.For * factor })] };
    }
}

/// <summary>A stretch of time over which users come, or go, at an even pace.</summary>
/// <param name="For">Its length, above zero.</param>
/// <param name="From">Users at its start, 0 or more.</param>
/// <param name="To">Users at its end; the same as the start where none come or go.</param>
internal sealed record UserStage(TimeSpan For, int From, int To);
