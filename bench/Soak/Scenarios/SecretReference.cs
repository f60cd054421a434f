using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace HotPath.Soak.Scenarios;

/// <summary>A secret as it stands in a file: <c>env:NAME</c>, the environment variable that holds it, never the secret itself.</summary>
internal static partial class SecretReference
{
    public const string Prefix = "env:";

    public const string Pattern = "^env:[A-Za-z_][A-Za-z0-9_]*$";

    /// <summary>Whether the text is meant as a reference.</summary>
    public static bool IsMeant(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <returns>To be put behind the name of the value, without the value itself; null when it is a reference.</returns>
    public static string? ProblemOf(string text)
    {
        if (TryParse(text, out _))
        {
            return null;
        }

        return IsMeant(text)
            ? $"must be {Prefix} and the name of an environment variable: letters, digits and _, no digit first"
            : $"is a literal secret; secrets only as {Prefix}NAME: put it into an environment variable and write its name";
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out string? variable)
    {
        Match match = Whole().Match(text);
        variable = match.Success ? match.Groups["name"].Value : null;
        return match.Success;
    }

    /// <summary>The variables of each <c>{{env:NAME}}</c> within a text.</summary>
    public static IEnumerable<string> VariablesWithin(string text) => Within().Matches(text).Select(place => place.Groups["name"].Value);

    /// <param name="valueOf">From a variable to what is put in the place of its <c>{{env:NAME}}</c>.</param>
    public static string ReplaceWithin(string text, Func<string, string> valueOf) => Within().Replace(text, place => valueOf(place.Groups["name"].Value));

    [GeneratedRegex(@"\{\{env:(?<name>[A-Za-z_][A-Za-z0-9_]*)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Within();

    [GeneratedRegex(@"\Aenv:(?<name>[A-Za-z_][A-Za-z0-9_]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
