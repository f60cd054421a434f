using System.Text.RegularExpressions;

namespace HotPath.Soak.Scenarios;

/// <summary>Which figures a scenario has recorded because it says so: a threshold on another says nothing.</summary>
/// <param name="Goodput">Whether it says what a good request is.</param>
/// <param name="Metrics">The names of its own metrics; null where not all can be known.</param>
/// <param name="Cost">Whether it says what tokens cost.</param>
/// <param name="Tenants">Whether it has requests sent in the name of tenants.</param>
internal sealed partial record RecordedFigures(bool Goodput, IReadOnlyCollection<string>? Metrics, bool Cost, bool Tenants)
{
    public static RecordedFigures Of(Scenario scenario) => new(
        scenario.Goodput.Count > 0, [.. scenario.Metrics.Select(metric => metric.Name)], scenario.Cost is not null, scenario.Tenants.Count > 0);

    /// <returns>To be put behind <c>X is "..."; </c>; null when nothing is wrong.</returns>
    public string? ProblemOf(string threshold)
    {
        if (GoodputRule.ProblemOf(threshold, Goodput) is { } problem) return problem;

        if (!Cost && CostNamed().IsMatch(threshold))
        {
            return "what tokens cost must be said, too: add \"cost\": { \"sim-small\": { \"input\": 0.15, \"output\": 0.60 } } or the like to the scenario.";
        }

        if (!Tenants && TenantsNamed().IsMatch(threshold)) return "there are no tenants in the scenario; add \"tenants\", or leave the threshold out.";

        if (Metrics is null || MetricNamed().Match(threshold) is not { Success: true } named || Metrics.Contains(named.Groups["name"].Value)) return null;

        string name = named.Groups["name"].Value;
        IReadOnlyList<string> nearest = NearestName.Of(name, Metrics, most: 1);
        return nearest.Count > 0
            ? $"there is no metric {Quoted.Text(name)} in the scenario's metrics; did you mean {nearest[0]}?"
            : $"there is no metric {Quoted.Text(name)} in the scenario's metrics; add one that is called so.";
    }

    [GeneratedRegex(@"\A\s*cost\.", RegexOptions.CultureInvariant)]
    private static partial Regex CostNamed();

    [GeneratedRegex(@"\A\s*(?:fairness\b|by\.tenant\.)", RegexOptions.CultureInvariant)]
    private static partial Regex TenantsNamed();

    [GeneratedRegex(@"\A\s*metric\s*\(\s*(?<name>[^()]*?)\s*\)", RegexOptions.CultureInvariant)]
    private static partial Regex MetricNamed();
}
