using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Calibration;

/// <summary>What the gate would say of a benchmark that did not change, by gates put together out of launches of one code.</summary>
internal static class Resampling
{
    /// <summary>Of one verdict in a thousand, at most, may a benchmark be accused that did not change.</summary>
    public const double MostFalsePositives = 0.001;

    private const int Draws = 4_000;
    private const int DrawsForEffects = 1_000; // each is searched for
    private const int Seed = 1; // the same launches, the same figures
    private const double ThresholdStep = 0.01;

    /// <summary>Of each of the two stages that must find it, so that nine gates in ten find it.</summary>
    private const double PowerOfAStage = 0.9487;

    /// <param name="launches">Of one benchmark and one code, each with a time; at least twice as many as a side of the gate has.</param>
    /// <param name="aSide">Launches of a side in the gates that are put together.</param>
    /// <param name="threshold">The ratio from which on the gate accuses, unless false positives ask for more.</param>
    /// <param name="commit">Whose code that is.</param>
    public static BenchmarkCalibration Of(IReadOnlyList<LaunchFigure> launches, int aSide, double threshold, string commit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(launches.Count, 2 * aSide);
        double[] times = [.. launches.Select(launch => launch.Nanoseconds!.Value)];
        double rate = RateAt(times, aSide, threshold);
        double wide = threshold;
        for (double now = rate; now > MostFalsePositives; now = RateAt(times, aSide, wide)) wide = Math.Round(wide + ThresholdStep, 4);

        double[] needed = [.. Gates(times, aSide, wide).Take(DrawsForEffects).Select(gate => gate.FactorToBeSlower()).Order()];
        return new BenchmarkCalibration
        {
            Name = launches[0].Benchmark,
            At = launches.Max(launch => launch.StartedAt),
            Commit = commit,
            Launches = launches.Count,
            LaunchesASide = aSide,
            FalsePositiveRate = rate,
            Threshold = wide,
            LeastDetectable = Math.Max(wide, needed[(int)Math.Ceiling(PowerOfAStage * DrawsForEffects) - 1]),
        };
    }

    private static IEnumerable<TimeRatio> Gates(double[] times, int aSide, double threshold)
    {
        Random random = new(Seed);
        double[] drawn = [.. times];
        for (int draw = 0; draw < Draws; draw++)
        {
            random.Shuffle(drawn); // without replacement: no launch is on both sides, and none twice on one
            yield return TimeRatio.Of(drawn[..aSide], drawn[aSide..(2 * aSide)], threshold)!;
        }
    }

    /// <summary>A benchmark is accused only where fresh launches say it again: the square of what one stage says.</summary>
    private static double RateAt(double[] times, int aSide, double threshold)
    {
        double suspects = (double)Gates(times, aSide, threshold).Count(gate => gate.IsSlower()) / Draws;
        return suspects * suspects;
    }
}
