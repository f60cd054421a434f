using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using HotPath.Analysis.Words;

namespace HotPath.Soak.Scenarios;

/// <summary>Limits of a good request as users write them: <c>ttft &lt; 500ms</c>, <c>tpot &lt;= 50ms</c>.</summary>
internal static partial class GoodputText
{
    private const string Form = "it must be a latency, < or <= and a duration, such as ttft < 500ms";

    private static readonly RequestLatency[] Latencies = Enum.GetValues<RequestLatency>();

    public static string Pattern { get; } =
        $@"^\s*(?:{string.Join('|', Latencies.Select(NameOf))})\s*<=?\s*{DurationText.Body}\s*$";

    /// <param name="problem">To be put behind <c>X is "..."; </c>.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out GoodputLimit? limit, [NotNullWhen(false)] out string? problem)
    {
        limit = null;
        Match parts = Parts().Match(text);
        if (!parts.Success)
        {
            problem = Form;
            return false;
        }

        string name = parts.Groups["name"].Value;
        if (!Latencies.Any(latency => NameOf(latency) == name))
        {
            IReadOnlyList<string> nearest = NearestName.Of(name, Latencies.Select(NameOf), most: 1);
            problem = nearest.Count > 0
                ? $"{Quoted.Text(name)} is no latency of one request; did you mean {nearest[0]}?"
                : $"{Quoted.Text(name)} is no latency of one request; there is {string.Join(", ", Latencies.Select(NameOf))}";
            return false;
        }

        if (!DurationText.TryParseNanoseconds(parts.Groups["limit"].Value, out decimal nanoseconds, out problem)) return false;

        if (nanoseconds <= 0)
        {
            problem = "its limit must be above 0s";
            return false;
        }

        limit = new GoodputLimit(Latencies.First(latency => NameOf(latency) == name), (long)nanoseconds, parts.Groups["equal"].Length > 0);
        return true;
    }

    /// <summary>Reads back as the same limit.</summary>
    public static string Format(GoodputLimit limit) =>
        $"{NameOf(limit.Latency)} {(limit.MayEqual ? "<=" : "<")} {DurationText.FormatNanoseconds(limit.Nanoseconds)}";

    private static string NameOf(RequestLatency latency) => JsonNamingPolicy.CamelCase.ConvertName(latency.ToString());

    [GeneratedRegex(@"\A\s*(?<name>[A-Za-z0-9.]+)\s*<(?<equal>=?)\s*(?<limit>\S+)\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
