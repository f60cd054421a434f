using System.Globalization;
using HotPath.Analysis.Statistics;
using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Soak.Reading;
using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace HotPath.Gate.Soak.Comparing;

/// <summary>How one figure of the runs of head stands to that of the runs of base. Ratios are 1.1 for a tenth more; differences are in the unit.</summary>
/// <remarks>
/// The run is what is sampled: its requests and slices depend on each other. So the error is that of runs among each other, and no less than what the
/// bootstrap finds within them, which three runs may hide by chance. Both Student's bound of that and the exact one of Mann and Whitney must lie
/// beyond no change, and the estimate beyond the threshold.
/// </remarks>
internal sealed record FigureComparison
{
    /// <summary>With which probability Student's bounds are wrong, each.</summary>
    public const double Alpha = 0.001;

    /// <summary>The same of the exact bounds: the least that three runs of each side can say.</summary>
    public const double ExactAlpha = 0.05;

    /// <summary>Runs of each side below which nothing is said.</summary>
    public const int LeastRuns = 3;

    /// <summary>Of a figure that would have to be this many times as bad to be found, nothing is said.</summary>
    public const double LargestRatioUnseen = 2;

    /// <summary>The same of differences, in thresholds.</summary>
    public const double LargestDifferenceUnseen = 20;

    private const double Power = 0.9;

    public required string Name { get; init; }

    public required string Unit { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>In words; empty where the verdict says it.</summary>
    public string Reason { get; init; } = "";

    public required IReadOnlyList<double> Base { get; init; }

    public required IReadOnlyList<double> Head { get; init; }

    public bool IsDifference { get; init; }

    /// <summary>By Hodges and Lehmann; null where a side has none, or no ratio can be had.</summary>
    public double? Change { get; init; }

    public double? Lower { get; init; }

    public double? Upper { get; init; }

    /// <summary>What nine comparisons in ten would have found, with runs as different from each other as these.</summary>
    public double? LeastDetectable { get; init; }

    /// <param name="isInterleaved">Whether the runs lie between each other, so that what the machine did meanwhile met both sides.</param>
    public static FigureComparison Of(SoakFigure figure, IReadOnlyList<FigureValue> @base, IReadOnlyList<FigureValue> head, bool isInterleaved)
    {
        FigureComparison none = new()
        {
            Name = figure.Name,
            Unit = figure.Unit,
            Verdict = Verdict.Inconclusive,
            Base = [.. @base.Select(run => run.Value)],
            Head = [.. head.Select(run => run.Value)],
            IsDifference = figure.IsDifference,
        };
        if (head.Count == 0) return none with { Verdict = Verdict.Missing, Reason = "no run of head has it" };
        if (@base.Count == 0) return none with { Verdict = Verdict.New, Reason = "no run of base has it, so it was compared with nothing" };
        if (!figure.IsDifference && none.Base.Concat(none.Head).Any(value => !(value > 0))) return none with { Reason = "a run has 0 of it, so there is no ratio" };

        FigureComparison measured = none.Measured(figure, @base, head);
        if (Math.Min(@base.Count, head.Count) < LeastRuns)
        {
            return measured with { Reason = string.Create(CultureInfo.InvariantCulture, $"{@base.Count} runs of base and {head.Count} of head have it, and {LeastRuns} of each are needed") };
        }

        return isInterleaved ? measured.Judged(figure) : measured with { Reason = "the runs are not interleaved, so the machine may have changed between the sides" };
    }

    private FigureComparison Measured(SoakFigure figure, IReadOnlyList<FigureValue> @base, IReadOnlyList<FigureValue> head)
    {
        double[] before = [.. Base.Select(Scaled)], now = [.. Head.Select(Scaled)];
        (double shift, double exactLower, double exactUpper) = HodgesLehmann.Shift(before, now, ExactAlpha);
        int freedom = before.Length + now.Length - 2;
        if (freedom < 1) return this with { Change = Unscaled(shift) };

        double among = (SquaresOf(before) + SquaresOf(now)) / freedom;
        double within = @base.Concat(head).Average(run => run.Error * run.Error);
        double error = Math.Sqrt(Math.Max(among, within) * ((1.0 / before.Length) + (1.0 / now.Length)));
        StudentDistribution student = new(freedom);
        double middle = now.Average() - before.Average(), reach = student.Quantile(1 - Alpha) * error;
        double least = Math.Max(Detectable(student.Quantile(1 - Alpha), freedom) * error, figure.IsDifference ? figure.Threshold : Math.Log(figure.Threshold));
        return this with
        {
            Change = Unscaled(shift),
            Lower = double.IsFinite(exactLower) ? Unscaled(Math.Min(middle - reach, exactLower)) : null, // too few runs have no bounds
            Upper = double.IsFinite(exactUpper) ? Unscaled(Math.Max(middle + reach, exactUpper)) : null,
            LeastDetectable = Unscaled(figure.IsMoreBetter ? -least : least),
        };
    }

    private FigureComparison Judged(SoakFigure figure)
    {
        double none = IsDifference ? 0 : 1;
        bool isMore = Lower > none && Change > Beyond(1);
        bool isLess = Upper < none && Change < Beyond(-1);
        if (isMore || isLess)
        {
            bool isWorse = isMore != figure.IsMoreBetter;
            return this with { Verdict = isWorse ? Verdict.Regressed : Verdict.Improved, Reason = $"{SoakText.Change(this, Change)} (at least {SoakText.Change(this, isMore ? Lower : Upper)})" };
        }

        bool isBlind = IsDifference
            ? Math.Abs(LeastDetectable!.Value) > LargestDifferenceUnseen * figure.Threshold
            : Math.Abs(Math.Log(LeastDetectable!.Value)) > Math.Log(LargestRatioUnseen);
        return isBlind
            ? this with { Reason = $"its runs differ so much that only {SoakText.Change(this, LeastDetectable)} or more would have been found" }
            : this with { Verdict = Verdict.Same };

        double Beyond(int sign) => IsDifference ? sign * figure.Threshold : Math.Pow(figure.Threshold, sign);
    }

    private double Scaled(double value) => IsDifference ? value : Math.Log(value);

    private double Unscaled(double value) => IsDifference ? value : Math.Exp(value);

    /// <summary>In standard errors, by the normal approximation of the noncentral t (Johnson and Welch 1940).</summary>
    private static double Detectable(double bound, int freedom) =>
        (bound * (1 - (1.0 / (4 * freedom)))) + (NormalDistribution.Standard.Quantile(Power) * Math.Sqrt(1 + (bound * bound / (2 * freedom))));

    private static double SquaresOf(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean));
    }
}
