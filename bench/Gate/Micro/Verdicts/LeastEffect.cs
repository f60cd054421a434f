using HotPath.Analysis.Statistics;

namespace HotPath.Gate.Micro.Verdicts;

/// <summary>
/// The least slowdown that the gate would have found among launches as different from each other as those it has. The launches of either side are drawn
/// again, with the means of their faster halves made equal: of each such gate one can say by which factor head must be slower to be found.
/// </summary>
internal static class LeastEffect
{
    private const int Draws = 400;
    private const int Seed = 1; // the same launches, the same figure

    /// <summary>Of each of the two gates that must find it, so that nine in ten find it twice.</summary>
    private const double Power = 0.9487;

    /// <summary>Of a gate that has these launches.</summary>
    public static double Of(double[] @base, double[] head, double threshold) => Of(@base, head, @base.Length, head.Length, threshold);

    /// <summary>Of gates of other sizes, whose launches would be like these.</summary>
    /// <param name="base">Times of a side, above 0.</param>
    /// <param name="head">Those of the other.</param>
    /// <param name="baseLaunches">Launches of base in such a gate.</param>
    /// <param name="headLaunches">Those of head.</param>
    /// <param name="threshold">The ratio up to which nothing is said; above 1.</param>
    /// <returns>Above 1; at least the threshold.</returns>
    public static double Of(double[] @base, double[] head, int baseLaunches, int headLaunches, double threshold)
    {
        double[] centredBase = Centred(@base);
        double[] centredHead = Centred(head);
        Random random = new(Seed);
        double[] needed =
        [
            .. Enumerable.Range(0, Draws)
                .Select(_ => TimeRatio.Of(Draw(centredBase, baseLaunches, random), Draw(centredHead, headLaunches, random), threshold)!.FactorToBeSlower())
                .Order(),
        ];
        return Math.Max(threshold, needed[(int)Math.Ceiling(Power * Draws) - 1]);
    }

    private static double[] Centred(double[] launches)
    {
        double undisturbed = FasterHalves.Ratio([1], launches);
        return [.. launches.Select(launch => launch / undisturbed)];
    }

    private static double[] Draw(double[] launches, int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => launches[random.Next(launches.Length)])];
}
