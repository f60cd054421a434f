using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using HotPath.Analysis.Words;

namespace HotPath.Soak.Scenarios;

/// <summary>Rates as users write them: <c>200/s</c>, <c>60/min</c>, <c>3600/h</c>; a bare number is requests a second.</summary>
internal static partial class RateText
{
    public const string Pattern = $"^(?:{Body})$";

    public const string Expectation = "it must be a rate such as 200/s, 60/min or 3600/h";

    /// <summary>Above what any set of generators reaches; a larger one is a slip of the pen.</summary>
    public const double MostPerSecond = 10_000_000;

    private const string Body = $"{NumberText.Pattern}(?:/(?:s|min|h))?";

    /// <param name="perSecond">May be negative: its user says what range it needs.</param>
    /// <param name="problem">To be put behind <c>X is "..."; </c>.</param>
    public static bool TryParse(string text, out double perSecond, [NotNullWhen(false)] out string? problem)
    {
        perSecond = 0;
        Match match = Whole().Match(text);
        if (!match.Success)
        {
            problem = Expectation;
            return false;
        }

        if (!NumberText.TryParse(match.Groups["number"].Value, out decimal number))
        {
            problem = $"it must be at most {MostPerSecond:N0} requests a second";
            return false;
        }

        perSecond = NumberText.ToDouble(number / SecondsIn(match.Groups["unit"].Value));
        problem = null;
        return true;
    }

    /// <summary>Reads back as the same rate.</summary>
    public static string Format(double perSecond) => $"{NumberText.Format(perSecond)}/s";

    private static decimal SecondsIn(string unit) => unit switch
    {
        "h" => 3_600,
        "min" => 60,
        _ => 1,
    };

    [GeneratedRegex($@"\A(?<number>{NumberText.Pattern})(?:/(?<unit>s|min|h))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
