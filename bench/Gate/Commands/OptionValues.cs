using System.CommandLine.Parsing;

namespace HotPath.Gate.Commands;

/// <summary>
/// What was typed for an option or argument. Validators read this and not the converted value: they run on all options, to find every
/// problem, and the conversion of one that is wrong throws.
/// </summary>
internal static class OptionValues
{
    public static IReadOnlyList<string> Values(this SymbolResult result) => [.. result.Tokens.Select(token => token.Value)];

    public static void AddErrors(this SymbolResult result, IEnumerable<string> problems)
    {
        foreach (string problem in problems)
        {
            result.AddError(problem);
        }
    }
}
