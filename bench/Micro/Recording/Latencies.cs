using HotPath.Recording;

namespace HotPath.Micro.Recording;

/// <summary>Latencies as gateways have them: most near the middle, some many times as long. The same ones each time.</summary>
internal static class Latencies
{
    private const double MedianNanoseconds = 2e6;
    private const double Sigma = 0.5;

    /// <param name="sigma">Of the logarithm: 0.5 spans a factor of about 100 in a million values, 1 a factor of 10,000.</param>
    public static long[] Create(int count, int seed, double sigma = Sigma)
    {
        Random random = new(seed);
        long[] nanoseconds = new long[count];
        for (int i = 0; i < count; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            nanoseconds[i] = (long)(MedianNanoseconds * Math.Exp(sigma * normal));
        }

        return nanoseconds;
    }

    public static HistogramSnapshot CreateSnapshot(int count, int seed, double sigma = Sigma, int each = 1)
    {
        HistogramSnapshot snapshot = new();
        foreach (long nanoseconds in Create(count, seed, sigma)) snapshot.Record(nanoseconds, each);
        return snapshot;
    }
}
