using System.CommandLine;
using System.Globalization;

namespace HotPath.Gate.Commands;

/// <summary>A whole number within limits.</summary>
internal static class NumberOption
{
    /// <param name="otherwise">Where none is given; help shows it as the default.</param>
    public static Option<int> Build(string name, string description, int otherwise, int least, int most)
    {
        Option<int> option = new(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => otherwise };
        option.CustomParser = result => TryParse(result.Tokens[^1].Value, out int value) ? value : otherwise; // the validator says what is wrong
        AddLimits(option, least, most);
        return option;
    }

    /// <summary>Without a default of the parser's: what holds where none is given depends on more than the option.</summary>
    public static Option<int?> Build(string name, string description, int least, int most)
    {
        Option<int?> option = new(name) { HelpName = "N", Description = description };
        option.CustomParser = result => TryParse(result.Tokens[^1].Value, out int value) ? value : null; // the validator says what is wrong
        AddLimits(option, least, most);
        return option;
    }

    private static void AddLimits(Option option, int least, int most) => option.Validators.Add(result => result.AddErrors(result.Values()
        .Where(text => !TryParse(text, out int value) || value < least || value > most)
        .Select(text => $"{option.Name} is '{text}'; it must be a whole number from {least} to {most}.")));

    private static bool TryParse(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
