using System.Text.RegularExpressions;

namespace HotPath.Soak.Scenarios;

/// <summary>A threshold on goodput says nothing unless the scenario says what is good.</summary>
internal static partial class GoodputRule
{
    /// <returns>To be put behind <c>X is "..."; </c>; null when nothing is wrong.</returns>
    public static string? ProblemOf(string threshold, bool hasLimits) => hasLimits || !Named().IsMatch(threshold)
        ? null
        : "what a good request is must be said, too: add \"goodput\": [ \"ttft < 500ms\" ] or the like to the scenario.";

    [GeneratedRegex(@"(?:\A|[\s.])(?:goodput|requests\.good)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
