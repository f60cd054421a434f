using HotPath.Analysis.Statistics;

namespace HotPath.Gate.Micro.Verdicts;

/// <summary>Whether head is slower or faster, and nothing more: what a verdict needs first, at a small part of what a whole <see cref="TimeComparison"/> costs.</summary>
/// <param name="Estimate">The median of all ratios of a launch of head and one of base, by Hodges and Lehmann.</param>
/// <param name="Lower">Below it the ratio is with a probability of <see cref="TimeComparison.Alpha"/> at most.</param>
/// <param name="Upper">Above it the ratio is with a probability of <see cref="TimeComparison.Alpha"/> at most.</param>
/// <param name="Threshold">A ratio up to here is not worth a word, whatever the bounds.</param>
internal readonly record struct TimeRatio(double Estimate, double Lower, double Upper, double Threshold)
{
    /// <param name="threshold">Above 1.</param>
    /// <returns>Null where a side has fewer than <see cref="TimeComparison.LeastLaunches"/>.</returns>
    public static TimeRatio? Of(double[] @base, double[] head, double threshold)
    {
        if (Math.Min(@base.Length, head.Length) < TimeComparison.LeastLaunches) return null;

        (double estimate, double lower, double upper) = HodgesLehmann.Ratio(@base, head, TimeComparison.Alpha);
        return new TimeRatio(estimate, lower, upper, threshold);
    }

    /// <summary>Slower for certain, and by more than the threshold.</summary>
    public bool IsSlower() => Lower > 1 && Estimate > Threshold;

    /// <summary>The same the other way round.</summary>
    public bool IsFaster() => Upper < 1 && Estimate < 1 / Threshold;
}
