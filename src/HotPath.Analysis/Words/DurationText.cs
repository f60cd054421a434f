using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HotPath.Analysis.Words;

/// <summary>Durations as users write them: <c>500us</c>, <c>500ms</c>, <c>1.5s</c>, <c>2m</c>, <c>24h</c>.</summary>
internal static partial class DurationText
{
    public const string Pattern = $"^(?:{Body})$";

    /// <summary>What a text must be, to be put behind <c>X is "..."; </c>.</summary>
    public const string Expectation = "it must be a number with its unit, such as 500us, 500ms, 30s, 2m or 24h";

    public const string RangeExpectation = "it must be two durations such as 0.1s..0.5s";

    /// <summary>The end of a pattern that matches a duration wherever it stands.</summary>
    public const string Body = $"{NumberText.Pattern}(?:us|ms|s|m|h)";

    private const long NanosecondsPerTick = 100;

    /// <summary>The largest first, as <see cref="Format(TimeSpan)"/> tries them.</summary>
    private static readonly (string Name, long Nanoseconds)[] Units =
    [
        ("h", 3_600_000_000_000),
        ("m", 60_000_000_000),
        ("s", 1_000_000_000),
        ("ms", 1_000_000),
        ("us", 1_000),
    ];

    /// <summary>The longest of any duration: 30 days, what the timers of .NET can wait for.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(30);

    /// <param name="text">Without spaces.</param>
    /// <param name="value">Rounded to 100 ns. May be negative: its user says what range it needs.</param>
    /// <param name="problem">To be put behind <c>X is "..."; </c>.</param>
    public static bool TryParse(string text, out TimeSpan value, [NotNullWhen(false)] out string? problem)
    {
        bool parsed = TryParseNanoseconds(text, out decimal nanoseconds, out problem);
        value = new TimeSpan((long)decimal.Round(nanoseconds / NanosecondsPerTick));
        return parsed;
    }

    /// <summary>The same, not rounded.</summary>
    public static bool TryParseNanoseconds(string text, out decimal nanoseconds, [NotNullWhen(false)] out string? problem)
    {
        nanoseconds = 0;
        Match match = Whole().Match(text);
        if (!match.Success)
        {
            problem = Expectation;
            return false;
        }

        long unit = Array.Find(Units, unit => unit.Name == match.Groups["unit"].Value).Nanoseconds;
        decimal most = Longest.Ticks * NanosecondsPerTick / (decimal)unit;
        if (!NumberText.TryParse(match.Groups["number"].Value, out decimal number) || Math.Abs(number) > most)
        {
            problem = $"it must be at most {Format(Longest)}";
            return false;
        }

        nanoseconds = number * unit;
        problem = null;
        return true;
    }

    /// <summary><c>0.1s..0.5s</c>, each rounded to 100 ns.</summary>
    public static bool TryParseRange(string text, out TimeSpan least, out TimeSpan most, [NotNullWhen(false)] out string? problem)
    {
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        least = default;
        most = default;
        if (dots < 0 || !TryParse(text[..dots], out least, out _) || !TryParse(text[(dots + 2)..], out most, out _))
        {
            problem = RangeExpectation;
            return false;
        }

        problem = null;
        if (least > most)
        {
            problem = "the shorter end must come first";
        }
        else if (least < TimeSpan.Zero)
        {
            problem = "it must not be below 0s";
        }

        return problem is null;
    }

    /// <summary>In the largest unit that gives a whole number; reads back as the same duration.</summary>
    public static string Format(TimeSpan value) => FormatNanoseconds((decimal)value.Ticks * NanosecondsPerTick);

    /// <summary>The same for a finer one.</summary>
    public static string FormatNanoseconds(decimal nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return "0s";
        }

        (string name, long unit) = Units.FirstOrDefault(unit => nanoseconds % unit.Nanoseconds == 0, Units[^1]);
        return (nanoseconds / unit).ToString("0.############################", CultureInfo.InvariantCulture) + name;
    }

    [GeneratedRegex($@"\A(?<number>{NumberText.Pattern})(?<unit>us|ms|s|m|h)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
