using HotPath.Soak.Content;

namespace HotPath.Soak.Scenarios;

/// <summary>A distribution to draw from; the unit is its user's.</summary>
internal readonly record struct Distribution
{
    private Distribution(DistributionKind kind, double first, double second)
    {
        Kind = kind;
        First = first;
        Second = second;
    }

    public DistributionKind Kind { get; }

    /// <summary>The value, the least, the median, or the mean.</summary>
    public double First { get; }

    /// <summary>The most, or sigma; 0 of a constant and of an exponential.</summary>
    public double Second { get; }

    public static Distribution Constant(double value) => new(DistributionKind.Constant, value, 0);

    /// <param name="least">Drawn as often as <paramref name="most"/> and all between.</param>
    public static Distribution Uniform(double least, double most) => new(DistributionKind.Uniform, least, most);

    /// <param name="median">Half the draws lie below.</param>
    /// <param name="sigma">The standard deviation of the logarithm.</param>
    public static Distribution LogNormal(double median, double sigma) => new(DistributionKind.LogNormal, median, sigma);

    /// <param name="mean">Of all draws; one in a thousand is above 6.9 times it.</param>
    public static Distribution Exponential(double mean) => new(DistributionKind.Exponential, mean, 0);

    public double Draw(ref SplitMix64 random) => Kind switch
    {
        DistributionKind.Constant => First,
        DistributionKind.Uniform => First + ((Second - First) * random.NextUnit()),
        DistributionKind.Exponential => First * Draws.Exponential(ref random),
        _ => First * Math.Exp(Second * Draws.Normal(ref random)),
    };
}

internal enum DistributionKind
{
    Constant,
    Uniform,
    LogNormal,
    Exponential,
}
