using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using HotPath.Analysis.Words;

namespace HotPath.Soak.Scenarios;

/// <summary>Shares as users write them: <c>10%</c>, or the number 0.1.</summary>
internal static partial class ShareText
{
    public const string Pattern = $"^(?:{NumberText.Pattern}%?)$";

    public const string Expectation = "it must be a share such as 10% or 0.1";

    /// <param name="share">1 is the whole. May be negative: its user says what range it needs.</param>
    /// <param name="problem">To be put behind <c>X is "..."; </c>.</param>
    public static bool TryParse(string text, out double share, [NotNullWhen(false)] out string? problem)
    {
        share = 0;
        Match match = Whole().Match(text);
        problem = match.Success && NumberText.TryParse(match.Groups["number"].Value, out decimal number) ? null : Expectation;
        if (problem is not null) return false;

        _ = NumberText.TryParse(match.Groups["number"].Value, out number);
        share = NumberText.ToDouble(match.Groups["percent"].Length > 0 ? number / 100 : number);
        return true;
    }

    /// <summary>Reads back as the same share.</summary>
    public static string Format(double share) => NumberText.Format(share);

    [GeneratedRegex($@"\A(?<number>{NumberText.Pattern})(?<percent>%?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
