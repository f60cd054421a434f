using HotPath.Soak.Content;

namespace HotPath.Soak.Scenarios;

/// <summary>Draws from the distributions that have a formula of their own. All of one state: the same numbers on every machine.</summary>
internal static class Draws
{
    /// <summary>A standard normal draw (Box and Muller 1958, the cosine branch).</summary>
    public static double Normal(ref SplitMix64 random)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextUnit()));
        return radius * Math.Cos(2 * Math.PI * random.NextUnit());
    }

    /// <summary>An exponential draw of mean 1, by inversion: 0 to 36.7, for there are 53 random bits.</summary>
    public static double Exponential(ref SplitMix64 random) => -Math.Log(1 - random.NextUnit());

    /// <summary>A gamma draw of scale 1, so of mean and variance <paramref name="shape"/> (Marsaglia and Tsang 2000).</summary>
    /// <param name="shape">Above 0.</param>
    public static double Gamma(ref SplitMix64 random, double shape)
    {
        // Below 1 the method does not hold; gamma(a) is gamma(a + 1) times U^(1/a), as the paper says in its section 6.
        if (shape < 1) return Gamma(ref random, shape + 1) * Math.Pow(1 - random.NextUnit(), 1 / shape);

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = Normal(ref random);
            double root = 1 + (c * normal);
            if (root <= 0) continue;

            double v = root * root * root;
            double u = 1 - random.NextUnit();
            if (Math.Log(u) < (normal * normal / 2) + (d * (1 - v + Math.Log(v)))) return d * v;
        }
    }
}
