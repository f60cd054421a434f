using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HotPath.Soak.Scenarios;

/// <summary>Amounts of memory as users write them: <c>64 B</c>, <c>2 KiB</c>, <c>1MiB</c>.</summary>
internal static partial class ByteCountText
{
    public const string Pattern = "^[0-9]{1,6} ?(?:B|KiB|MiB)$";

    public const string Expectation = "it must be an amount of memory such as 64 B, 2 KiB or 1 MiB";

    private static readonly (string Unit, long Bytes)[] Units = [("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

    /// <param name="problem">To be put behind <c>X is "..."; </c>.</param>
    public static bool TryParse(string text, out long bytes, [NotNullWhen(false)] out string? problem)
    {
        Match match = Whole().Match(text);
        bytes = match.Success
            ? long.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * Units.First(unit => unit.Unit == match.Groups["unit"].Value).Bytes
            : 0;
        problem = match.Success ? null : Expectation;
        return match.Success;
    }

    /// <summary>Reads back as the same amount, in the largest unit that divides it.</summary>
    public static string Format(long bytes)
    {
        (string name, long size) = Units.First(unit => bytes == 0 ? unit.Bytes == 1 : bytes % unit.Bytes == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / size} {name}");
    }

    [GeneratedRegex(@"\A(?<number>[0-9]{1,6}) ?(?<unit>B|KiB|MiB)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
