using HotPath.Analysis.Statistics;

namespace HotPath.Gate.Resampled;

/// <summary>Of so many gates, so many accuse.</summary>
/// <param name="Accusing">Gates.</param>
/// <param name="Of">All.</param>
/// <param name="AtMost">Below it the probability lies with 95 %, by Clopper and Pearson; 0..1. Of the drawing alone: what other launches would say, it does not know.</param>
internal sealed record ResampledShare(int Accusing, int Of, double AtMost)
{
    /// <summary>With which probability the bound is wrong, at most.</summary>
    public const double Alpha = 0.05;

    public static ResampledShare From(int accusing, int of) => new(accusing, of, ClopperPearson.Upper(accusing, of, Alpha));
}
