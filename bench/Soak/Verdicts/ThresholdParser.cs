using System.Text.RegularExpressions;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>
/// Reads limits such as <c>ttft.p99 &lt; 800ms</c>, <c>errors.rate &lt; 1%</c>, <c>group(chat).e2e.p95 &lt;= 3s</c>, <c>metric(upstreamMs).p99 &lt; 50</c>
/// or <c>check(model).failed == 0</c>, <c>watched(nginx).cpuPercent &lt; 80</c>. Space between the parts is free. A latency needs a unit.
/// </summary>
internal static partial class ThresholdParser
{
    private const string Form = "it must be a metric, an operator and a limit, such as ttft.p99 < 800ms.";
    private const string Operators = "<, <=, >, >=, == or !=";
    private const int MostListed = 12;

    /// <param name="groups">The names of the workload's groups.</param>
    public static ThresholdParsing Parse(string expression, IReadOnlyCollection<string> groups)
    {
        Match parts = Parts().Match(expression);
        if (!parts.Success)
        {
            return Refused(Form);
        }

        string named = parts.Groups["name"].Value;
        string name = parts.Groups["metric"].Value;
        string? group = null;
        switch (parts.Groups["of"].Value)
        {
            case "group":
                group = named;
                break;
            case "metric":
                name = $"metrics.{named}.{name}";
                break;
            case "watched":
                name = $"watched.{named}.{name}";
                break;
            case "check":
                name = $"checks.byName.{named}.{name}";
                break;
            default:
                group = GroupInPath(ref name, groups);
                break;
        }

        if (group is not null && !groups.Contains(group))
        {
            return Refused(NoSuchGroup(group, groups));
        }

        MetricCatalog catalog = group is null ? MetricCatalog.Run : MetricCatalog.Group;
        if (catalog.Find(name) is not { } metric)
        {
            return Refused(NoSuchMetric(name, catalog));
        }

        if (ComparisonOf(parts.Groups["operator"].Value) is not { } comparison)
        {
            return Refused($"{Quoted.Text(parts.Groups["operator"].Value)} is no operator; use {Operators}.");
        }

        return WithLimit(expression, group, metric, comparison, parts.Groups["limit"].Value);
    }

    /// <returns>To be put behind <c>X is "..."; </c>; null when the expression can be judged.</returns>
    public static string? ProblemOf(string expression, IReadOnlyCollection<string> groups) => Parse(expression, groups).Problem;

    private static ThresholdParsing WithLimit(string expression, string? group, Metric metric, Comparison comparison, string text)
    {
        Match limit = Limit().Match(text);
        if (!limit.Success)
        {
            return Refused($"the limit {Quoted.Text(text)} is not a number{Hint(metric)}.");
        }

        if (LimitUnit.Find(metric.Kind, limit.Groups["unit"].Value) is not { } unit)
        {
            return Refused($"the limit {Quoted.Text(text)} does not fit {metric.Name}{Hint(metric)}.");
        }

        if (!NumberText.TryParse(limit.Groups["number"].Value, out decimal number) || Math.Abs(number) > decimal.MaxValue / unit.Multiplier)
        {
            return Refused($"the limit {Quoted.Text(text)} is too large; write one below 1e24.");
        }

        double figure = unit.ToFigure(number);
        if (metric.Kind is not MetricKind.Number && figure < 0)
        {
            return Refused($"the limit {Quoted.Text(text)} is below 0, which {metric.Name} never is{Hint(metric)}.");
        }

        return metric.Kind is MetricKind.Share && figure > 1
            ? Refused($"the limit {Quoted.Text(text)} is above the whole{Hint(metric)}.")
            : new ThresholdParsing(new Threshold(expression, group, metric.Name, comparison, figure, unit), null);
    }

    private static string Hint(Metric metric) => metric.Kind switch
    {
        MetricKind.Latency => "; a latency needs one of the units us, ms, s and m, such as 800ms",
        MetricKind.Share => "; it is a share: write 1% or 0.01",
        MetricKind.Rate => "; it is a rate: write 200, 200/s, 60/min or 3600/h",
        _ => "; write a plain number without a unit",
    };

    /// <summary><c>groups.NAME.</c> of run.json means what <c>group(NAME).</c> does.</summary>
    private static string? GroupInPath(ref string name, IReadOnlyCollection<string> groups)
    {
        string path = name;
        string? group = groups
            .Where(group => path.StartsWith($"groups.{group}.", StringComparison.Ordinal))
            .MaxBy(group => group.Length);
        if (group is not null)
        {
            name = path[$"groups.{group}.".Length..];
        }

        return group;
    }

    private static string NoSuchGroup(string group, IReadOnlyCollection<string> groups) => groups.Count == 0
        ? $"there is no group {Quoted.Text(group)} in the workload; leave group({Quoted.Bare(group)}). out."
        : $"there is no group {Quoted.Text(group)} in the workload; {MeantOr(NearestName.Of(group, groups, most: 1), $"there is {ListOf(groups)}.")}";

    private static string NoSuchMetric(string name, MetricCatalog catalog) =>
        $"{Quoted.Text(name)} is no metric; {MeantOr(catalog.Nearest(name), "use a latency such as ttft.p99, or errors.rate, rate, truncated, corrupt, notStarted, or the path of a number in run.json.")}";

    private static string MeantOr(IReadOnlyList<string> nearest, string otherwise) =>
        nearest.Count > 0 ? $"did you mean {string.Join(" or ", nearest)}?" : otherwise;

    private static string ListOf(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostListed)) + (names.Count > MostListed ? ", ..." : "");

    private static Comparison? ComparisonOf(string text) => text switch
    {
        "<" => Comparison.Below,
        "<=" => Comparison.AtMost,
        ">" => Comparison.Above,
        ">=" => Comparison.AtLeast,
        "==" => Comparison.Equal,
        "!=" => Comparison.NotEqual,
        _ => null,
    };

    private static ThresholdParsing Refused(string problem) => new(null, problem);

    [GeneratedRegex(
        @"\A\s*(?:(?<of>group|metric|check|watched)\s*\(\s*(?<name>[^()]*?)\s*\)\s*\.\s*)?(?<metric>[^\s<>=!()]+)\s*(?<operator>[<>=!]+)\s*(?<limit>.*?)\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Parts();

    [GeneratedRegex($@"\A(?<number>{NumberText.Pattern})\s*(?<unit>[a-z/%]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Limit();
}
