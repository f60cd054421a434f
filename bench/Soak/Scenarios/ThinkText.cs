using System.Diagnostics.CodeAnalysis;
using HotPath.Analysis.Words;

namespace HotPath.Soak.Scenarios;

/// <summary>
/// Pauses as users write them: a duration, two with .. between which it is uniform, or a distribution such as <c>exponential(1s)</c>.
/// Kept in nanoseconds.
/// </summary>
internal static class ThinkText
{
    public const string Expectation = "it must be a duration such as 0.5s, two such as 0.1s..0.5s, or a distribution such as exponential(1s)";

    public static string Pattern { get; } = $@"^(?:{DurationText.Body}\.\.{DurationText.Body}|{DistributionText.BodyOf(DistributionUnit.Time)})$";

    /// <param name="problem">To be put behind <c>X is "..."; </c>.</param>
    public static bool TryParse(string text, out Distribution think, [NotNullWhen(false)] out string? problem)
    {
        think = default;
        if (text.Contains("..", StringComparison.Ordinal))
        {
            bool isRange = DurationText.TryParseRange(text, out TimeSpan least, out TimeSpan most, out problem);
            if (isRange) think = Distribution.Uniform(least.TotalNanoseconds, most.TotalNanoseconds);
            problem = problem == DurationText.RangeExpectation ? Expectation : problem;
            return isRange;
        }

        bool isDistribution = DistributionText.TryParse(text, DistributionUnit.Time, out think, out problem);
        problem = problem == DistributionText.Expectation(DistributionUnit.Time) ? Expectation : problem;
        return isDistribution;
    }

    /// <summary>Reads back as the same distribution.</summary>
    public static string Format(Distribution think) => DistributionText.Format(think, DistributionUnit.Time);
}
