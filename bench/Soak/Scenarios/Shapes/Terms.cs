using System.Text.RegularExpressions;
using HotPath.Analysis.Words;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>The shapes of texts that a scenario uses again and again.</summary>
internal static partial class Terms
{
    public const string DurationKind = "duration";
    public const string RateKind = "rate";
    public const string PauseKind = "pause";
    public const string TimesKind = "distribution of times";
    public const string CountsKind = "distribution of numbers";
    public const string ShareKind = "share";
    public const string MemoryKind = "amount of memory";

    /// <summary>Above zero, at most <see cref="DurationText.Longest"/>.</summary>
    public static TextShape Duration(string description, TimeSpan? otherwise) => DurationFrom(description, otherwise, mayBeZero: false);

    /// <summary>Zero or more.</summary>
    public static TextShape DurationOrZero(string description, TimeSpan otherwise) => DurationFrom(description, otherwise, mayBeZero: true);

    /// <summary>Zero or more requests a second.</summary>
    public static TextShape Rate(string description) => new(description)
    {
        Kind = RateKind,
        Expectation = RateText.Expectation,
        Pattern = RateText.Pattern,
        MayBeNumber = true,
        ProblemOf = text => !RateText.TryParse(text, out double rate, out string? problem) ? problem
            : rate < 0 ? "it must be above 0 requests a second"
            : rate > RateText.MostPerSecond ? $"it must be at most {RateText.MostPerSecond:N0} requests a second"
            : null,
    };

    /// <summary>A pause.</summary>
    /// <param name="otherwise">As written; null: what is left out has a meaning of its own.</param>
    public static TextShape Think(string description, string? otherwise) => new(description)
    {
        Default = otherwise,
        Kind = PauseKind,
        Expectation = ThinkText.Expectation,
        Pattern = ThinkText.Pattern,
        ProblemOf = text => ThinkText.TryParse(text, out _, out string? problem) ? null : problem,
    };

    /// <param name="otherwise">Null: what is left out has a meaning of its own.</param>
    public static TextShape Draw(string description, DistributionUnit unit, Distribution? otherwise = null) => new(description)
    {
        Default = otherwise is { } value ? DistributionText.Format(value, unit) : null,
        Kind = unit is DistributionUnit.Time ? TimesKind : CountsKind,
        Expectation = DistributionText.Expectation(unit),
        Pattern = DistributionText.PatternOf(unit),
        MayBeNumber = unit is DistributionUnit.Count,
        ProblemOf = text => DistributionText.TryParse(text, unit, out _, out string? problem) ? null : problem,
    };

    public static TextShape NotEmpty(string description, string? otherwise) => new(description)
    {
        Default = otherwise,
        Pattern = "^[\\s\\S]",
        ProblemOf = text => text.Length > 0 ? null : "it must not be empty",
    };

    /// <summary>What one header carries.</summary>
    public static TextShape HeaderValue(string description, string? otherwise) => new(description)
    {
        Default = otherwise,
        Pattern = "^[ -~]+$",
        ProblemOf = text => text.Length > 0 && text.All(character => character is >= ' ' and <= '~') ? null : "it must be printable ASCII, and not empty",
    };

    /// <summary>The way to a value in JSON: names of members and numbers of items, with points between them.</summary>
    public static TextShape JsonPath(string description) => new(description)
    {
        Pattern = "^[^.]+(\\.[^.]+)*$",
        ProblemOf = text => text.Split('.').All(step => step.Length > 0)
            ? null
            : "it must be names of members, or numbers of items, with one point between them, such as data.0.embedding",
    };

    /// <summary>Becomes the name of a folder.</summary>
    public static TextShape FolderName(string description) => new(description)
    {
        Pattern = "^[a-z0-9][a-z0-9-]{0,63}$",
        ProblemOf = text => FolderNamePattern().IsMatch(text)
            ? null
            : "it names the result folder: at most 64 of a-z, 0-9 and -, no - first",
    };

    /// <summary>Stands in thresholds, in result files and in the tables of other tools.</summary>
    public static TextShape GroupName(string description) => new(description)
    {
        Pattern = "^[A-Za-z0-9/][A-Za-z0-9._/-]{0,63}$",
        ProblemOf = text => GroupNamePattern().IsMatch(text)
            ? null
            : "it must be at most 64 letters, digits and . _ - /, with a letter, a digit or / first",
    };

    private static TextShape DurationFrom(string description, TimeSpan? otherwise, bool mayBeZero) => new(description)
    {
        Default = otherwise is { } value ? DurationText.Format(value) : null,
        Kind = DurationKind,
        Expectation = DurationText.Expectation,
        Pattern = DurationText.Pattern,
        ProblemOf = text => !DurationText.TryParse(text, out TimeSpan duration, out string? problem) ? problem
            : duration < TimeSpan.Zero ? $"it must {(mayBeZero ? "not be below" : "be above")} 0s"
            : duration == TimeSpan.Zero && !mayBeZero ? "it must be above 0s"
            : null,
    };

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FolderNamePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9/][A-Za-z0-9._/-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupNamePattern();
}
