namespace HotPath.Gate.Micro.Verdicts;

/// <summary>How the times of a benchmark's launches stand to each other: head over base.</summary>
internal sealed record TimeComparison
{
    /// <summary>With which probability a bound is wrong where nothing changed, at most.</summary>
    public const double Alpha = 0.005;

    /// <summary>Fewer launches of a side say nothing: with five, the bound is the least of all ratios.</summary>
    public const int LeastLaunches = 5;

    /// <summary>The median of all ratios of a launch of head and one of base, by Hodges and Lehmann.</summary>
    public required double Ratio { get; init; }

    /// <summary>Below it the ratio is with a probability of <see cref="Alpha"/> at most.</summary>
    public required double Lower { get; init; }

    /// <summary>Above it the ratio is with a probability of <see cref="Alpha"/> at most.</summary>
    public required double Upper { get; init; }

    /// <summary>The same of the faster halves of the launches; null in results of before they were compared.</summary>
    public HalvesComparison? FasterHalves { get; init; }

    /// <summary>A ratio up to here is not worth a word, whatever the bounds.</summary>
    public required double Threshold { get; init; }

    /// <summary>A change by this factor would have been found by nine gates in ten, with launches as different from each other as these.</summary>
    public required double LeastDetectable { get; init; }

    /// <summary>The median launch of base, an operation.</summary>
    public required double BaseNanoseconds { get; init; }

    /// <summary>The median launch of head, an operation.</summary>
    public required double HeadNanoseconds { get; init; }

    public required int BaseLaunches { get; init; }

    public required int HeadLaunches { get; init; }

    /// <summary>Slower for certain, and by more than the threshold: all launches, or the faster halves of them.</summary>
    public bool IsSlower() => AllAreSlower() || FasterHalves is { IsSlower: true };

    /// <summary>All launches the other way round.</summary>
    public bool IsFaster() => Upper < 1 && Ratio < 1 / Threshold;

    /// <summary>Whether it takes the faster halves to say so.</summary>
    public bool IsSlowerByHalvesAlone() => IsSlower() && !AllAreSlower();

    /// <param name="threshold">Above 1.</param>
    /// <param name="leastDetectable">
    /// Where it is known already; null: worked out of these launches, which takes hundreds of times as long as all else.
    /// </param>
    /// <returns>Null where a side has fewer than <see cref="LeastLaunches"/>.</returns>
    public static TimeComparison? Of(double[] @base, double[] head, double threshold, double? leastDetectable = null)
    {
        if (TimeRatio.Of(@base, head, threshold) is not { } ratio) return null;

        return new TimeComparison
        {
            Ratio = ratio.Estimate,
            Lower = ratio.Lower,
            Upper = ratio.Upper,
            FasterHalves = new HalvesComparison(ratio.OfHalves, ratio.HalvesAreSlower()),
            Threshold = threshold,
            LeastDetectable = leastDetectable ?? LeastEffect.Of(@base, head, threshold),
            BaseNanoseconds = Median(@base),
            HeadNanoseconds = Median(head),
            BaseLaunches = @base.Length,
            HeadLaunches = head.Length,
        };
    }

    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private bool AllAreSlower() => Lower > 1 && Ratio > Threshold;
}
