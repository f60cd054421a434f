using HotPath.Soak.Content;

namespace HotPath.Soak.Scenarios;

/// <summary>A distribution to draw from; the unit is its user's.</summary>
internal readonly record struct Distribution
{
    private readonly DistributionKind _kind;
    private readonly double _first;
    private readonly double _second;

    private Distribution(DistributionKind kind, double first, double second)
    {
        _kind = kind;
        _first = first;
        _second = second;
    }

    private enum DistributionKind
    {
        Constant,
        Uniform,
        LogNormal,
    }

    public static Distribution Constant(double value) => new(DistributionKind.Constant, value, 0);

    /// <param name="least">Drawn as often as <paramref name="most"/> and all between.</param>
    public static Distribution Uniform(double least, double most) => new(DistributionKind.Uniform, least, most);

    /// <param name="median">Half the draws lie below.</param>
    /// <param name="sigma">The standard deviation of the logarithm.</param>
    public static Distribution LogNormal(double median, double sigma) => new(DistributionKind.LogNormal, median, sigma);

    public double Draw(ref SplitMix64 random) => _kind switch
    {
        DistributionKind.Constant => _first,
        DistributionKind.Uniform => _first + ((_second - _first) * random.NextUnit()),
        _ => _first * Math.Exp(_second * NextNormal(ref random)),
    };

    /// <summary>A standard normal draw (Box and Muller 1958, the cosine branch).</summary>
    private static double NextNormal(ref SplitMix64 random)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextUnit()));
        return radius * Math.Cos(2 * Math.PI * random.NextUnit());
    }
}
