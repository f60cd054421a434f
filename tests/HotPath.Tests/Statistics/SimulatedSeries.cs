namespace HotPath.Tests.Statistics;

/// <summary>Series whose truth is known.</summary>
internal static class SimulatedSeries
{
    /// <summary>Each value is <paramref name="dependence"/> times the one before, and a draw from the standard normal distribution; the mean is 0.</summary>
    public static double[] Autoregressive(int count, double dependence, int seed)
    {
        Random random = new(seed);
        double[] series = new double[count];
        double value = Normal(random) / Math.Sqrt(1 - (dependence * dependence)); // as if it had gone on for ever
        for (int i = 0; i < count; i++)
        {
            series[i] = value;
            value = (dependence * value) + Normal(random);
        }

        return series;
    }

    /// <summary>Independent normal values of standard deviation 1 around these levels, each as long as it says.</summary>
    public static double[] Levels(int seed, params (double Level, int Count)[] levels)
    {
        Random random = new(seed);
        return [.. levels.SelectMany(level => Enumerable.Range(0, level.Count).Select(_ => level.Level + Normal(random)))];
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
