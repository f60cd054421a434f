using HotPath.Analysis.Statistics;

namespace HotPath.Gate.Micro.Verdicts;

/// <summary>Whether head is slower or faster, and nothing more: what a verdict needs first, at a small part of what a whole <see cref="TimeComparison"/> costs.</summary>
internal sealed class TimeRatio
{
    private readonly double[] _base;
    private readonly double[] _head;
    private readonly double _threshold;

    private TimeRatio(double[] @base, double[] head, double threshold)
    {
        _base = @base;
        _head = head;
        _threshold = threshold;
        (Estimate, Lower, Upper) = HodgesLehmann.Ratio(@base, head, TimeComparison.Alpha);
        OfHalves = FasterHalves.Ratio(@base, head);
    }

    /// <summary>The median of all ratios of a launch of head and one of base, by Hodges and Lehmann.</summary>
    public double Estimate { get; }

    /// <summary>Below it the ratio is with a probability of <see cref="TimeComparison.Alpha"/> at most.</summary>
    public double Lower { get; }

    /// <summary>Above it the ratio is with a probability of <see cref="TimeComparison.Alpha"/> at most.</summary>
    public double Upper { get; }

    /// <summary>Of the faster half of head's launches and that of base's.</summary>
    public double OfHalves { get; }

    /// <param name="base">Times above 0.</param>
    /// <param name="head">The same.</param>
    /// <param name="threshold">A ratio up to here is not worth a word, whatever the bounds; above 1.</param>
    /// <returns>Null where a side has fewer than <see cref="TimeComparison.LeastLaunches"/>.</returns>
    public static TimeRatio? Of(double[] @base, double[] head, double threshold) =>
        Math.Min(@base.Length, head.Length) < TimeComparison.LeastLaunches ? null : new TimeRatio(@base, head, threshold);

    /// <summary>Slower for certain, and by more than the threshold: all launches, or the faster halves of them.</summary>
    public bool IsSlower() => (Lower > 1 && Estimate > _threshold) || HalvesAreSlower();

    public bool HalvesAreSlower() => OfHalves > _threshold && HalvesTests.Of(_base.Length, _head.Length).IsSlower(_base, _head, TimeComparison.Alpha);

    /// <summary>By which factor head would have to be slower still, so that this would be slower for certain; below 1 where it is by more than that.</summary>
    /// <remarks>Estimates and bounds all move with head, by its own factor.</remarks>
    public double FactorToBeSlower() => Math.Min(
        Math.Max(1 / Lower, _threshold / Estimate),
        Math.Max(1 / HalvesTests.QuickOf(_base.Length, _head.Length).Lower(_base, _head, TimeComparison.Alpha), _threshold / OfHalves));
}
