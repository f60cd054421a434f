namespace HotPath.Soak.Scenarios;

/// <summary>Open loop: requests are due on a schedule, however slowly answers come.</summary>
internal sealed record OpenLoad : LoadSettings
{
    public static OpenLoad Default { get; } = Constant(50, TimeSpan.FromSeconds(30));

    /// <summary>At least one, run one after the other.</summary>
    public required IReadOnlyList<RateStage> Stages { get; init; }

    public Arrival Arrival { get; init; } = Arrival.Constant;

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
internal sealed record RateStage(TimeSpan For, double FromPerSecond, double ToPerSecond)
{
    public double MeanPerSecond => (FromPerSecond + ToPerSecond) / 2;
}

/// <summary>How the requests of a rate are spaced.</summary>
/// <param name="Kind">Evenly, or by chance.</param>
/// <param name="Burstiness">
/// Of gamma alone, above 0: the shape of the gamma distribution of the intervals. Below 1 requests come in bursts, 1 is
/// poisson, above 1 they come more evenly; the variance of an interval is its mean squared over this.
/// </param>
internal readonly record struct Arrival(ArrivalKind Kind, double Burstiness)
{
    public static Arrival Constant { get; } = new(ArrivalKind.Constant, 1);

    public static Arrival Poisson { get; } = new(ArrivalKind.Poisson, 1);

    public static Arrival Gamma(double burstiness) => new(ArrivalKind.Gamma, burstiness);
}

internal enum ArrivalKind
{
    Constant,
    Poisson,
    Gamma,
}
