using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using HotPath.Analysis.Words;

namespace HotPath.Soak.Scenarios;

/// <summary>Budgets of trends as users write them: <c>1MB/h</c> of memory, <c>10/h</c> of a count, <c>5%/h</c> of the series' median, or <c>off</c>.</summary>
internal static partial class TrendLimitText
{
    public const string Pattern = @"^(?:off|[0-9]+(?:\.[0-9]+)?(?:MB|ms|%)?/(?:h|d))$";

    private const string OffText = "off";
    private const int HoursOfADay = 24;

    /// <param name="problem">To be put behind <c>X is "..."; </c>.</param>
    public static bool TryParse(string text, TrendKind kind, out TrendLimit limit, [NotNullWhen(false)] out string? problem)
    {
        limit = TrendLimit.Off;
        problem = null;
        if (text == OffText) return true;

        Match match = Whole().Match(text);
        string unit = match.Groups["unit"].Value;
        if (!match.Success || (unit != "%" && unit != UnitOf(kind)) || !NumberText.TryParse(match.Groups["number"].Value, out decimal number) || number <= 0)
        {
            problem = $"it must be above 0 and an hour or a day, such as {ExampleOf(kind)} or 5%/h of its median, or off";
            return false;
        }

        decimal perHour = number / (match.Groups["time"].Value == "d" ? HoursOfADay : 1);
        limit = unit == "%" ? new TrendLimit(NumberText.ToDouble(perHour / 100), true) : new TrendLimit(NumberText.ToDouble(perHour), false);
        return true;
    }

    /// <summary>Reads back as the same budget.</summary>
    public static string Format(TrendLimit limit, TrendKind kind) => limit.PerHour is not { } perHour ? OffText
        : limit.IsShare ? string.Create(CultureInfo.InvariantCulture, $"{(decimal)perHour * 100:0.############}%/h")
        : $"{NumberText.Format(perHour)}{UnitOf(kind)}/h";

    /// <summary>As a budget is written in it; empty for a count, and for a rate.</summary>
    private static string UnitOf(TrendKind kind) => kind switch
    {
        TrendKind.Heap or TrendKind.Rss => "MB",
        TrendKind.TtftP50 or TrendKind.TtftP99 => "ms",
        _ => "",
    };

    private static string ExampleOf(TrendKind kind) => $"10{UnitOf(kind)}/h";

    [GeneratedRegex(@"\A(?<number>[0-9]+(?:\.[0-9]+)?)(?<unit>MB|ms|%)?/(?<time>h|d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
