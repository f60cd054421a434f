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

    /// <summary>The value, the least, or the median.</summary>
    public double First { get; }

    /// <summary>The most, or sigma; 0 of a constant.</summary>
    public double Second { get; }

    public static Distribution Constant(double value) => new(DistributionKind.Constant, value, 0);

    /// <param name="least">Drawn as often as <paramref name="most"/> and all between.</param>
    public static Distribution Uniform(double least, double most) => new(DistributionKind.Uniform, least, most);

    /// <param name="median">Half the draws lie below.</param>
    /// <param name="sigma">The standard deviation of the logarithm.</param>
    public static Distribution LogNormal(double median, double sigma) => new(DistributionKind.LogNormal, median, sigma);

    public double Draw(ref SplitMix64 random) => Kind switch
    {
        DistributionKind.Constant => First,
        DistributionKind.Uniform => First + ((Second - First) * random.NextUnit()),
        _ => First * Math.Exp(Second * NextNormal(ref random)),
    };

    /// <summary>A standard normal draw (Box and Muller 1958, the cosine branch).</summary>
    private static double NextNormal(ref SplitMix64 random)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextUnit()));
        return radius * Math.Cos(2 * Math.PI * random.NextUnit());
    }
}

internal enum DistributionKind
{
    Constant,
    Uniform,
    LogNormal,
}
