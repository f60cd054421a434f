using System.CommandLine;
using System.CommandLine.Parsing;

namespace HotPath.Analysis.Words;

/// <summary>
/// What is wrong with a command line before any command has looked at it. The parser gives an option that it does not know to whatever takes a
/// list; it is told here as what it is.
/// </summary>
internal static class ParseProblems
{
    /// <param name="program">Its name, as it is typed.</param>
    /// <param name="parsed">With words that nothing takes left as they are: <see cref="Command.TreatUnmatchedTokensAsErrors"/> is off.</param>
    /// <returns>Every problem; empty where the command may begin.</returns>
    public static IReadOnlyList<string> Of(string program, ParseResult parsed)
    {
        if (parsed.Action is { ClearsParseErrors: true }) return []; // who asks for help gets it

        int literal = parsed.Tokens.Any(IsEndOfOptions) ? parsed.Tokens.Reverse().TakeWhile(token => !IsEndOfOptions(token)).Count() : 0;
        Dictionary<SymbolResult, string[]> taken = parsed.CommandResult.Children
            .Select(result => (Result: result, Words: WordsTakenBy(result, literal)))
            .Where(pair => pair.Words.Length > 0)
            .ToDictionary(pair => pair.Result, pair => pair.Words);
        KnownWords known = KnownTo(program, parsed.CommandResult);
        bool commandIsUnknown = known.Commands.Count > 0 && !parsed.UnmatchedTokens.All(KnownWords.IsOption); // one was given, and the parser says that none was
        return
        [
            .. known.ProblemsWith([.. parsed.UnmatchedTokens, .. taken.Values.SelectMany(words => words.Where(KnownWords.IsOption))]),
            .. parsed.Errors.Where(error => !IsAnswered(error)).Select(error => error.Message).Distinct(),
        ];

        // What is said of a word that was taken with an unknown option is not true of it; what is said of the others is.
        bool IsAnswered(ParseError error) => error.SymbolResult is { } result
            && ((commandIsUnknown && result == parsed.CommandResult)
                || (taken.TryGetValue(result, out string[]? words) && words.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal))));
    }

    /// <summary>What is typed for its help, such as <c>hotpath-soak run</c>.</summary>
    public static string PathOf(string program, Command command) => command is RootCommand
        ? program
        : $"{PathOf(program, command.Parents.OfType<Command>().First())} {command.Name}";

    private static KnownWords KnownTo(string program, CommandResult given)
    {
        IEnumerable<Option> options = given.Command.Options;
        for (SymbolResult? above = given.Parent; above is CommandResult parent; above = parent.Parent) options = options.Concat(parent.Command.Options.Where(option => option.Recursive));
        return new KnownWords(
            PathOf(program, given.Command),
            [.. options.Where(option => !option.Hidden).Select(option => option.Name)],
            [.. given.Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name)]);
    }

    /// <param name="result">An option or an argument.</param>
    /// <param name="literal">How many words follow <c>--</c>, which are what they are.</param>
    /// <returns>From the first unknown option on; empty where there is none.</returns>
    private static string[] WordsTakenBy(SymbolResult result, int literal)
    {
        IEnumerable<Token> words = result switch
        {
            ArgumentResult => result.Tokens.SkipLast(literal),
            OptionResult { Option.AllowMultipleArgumentsPerToken: true } => result.Tokens.Skip(1), // the first is its own, whatever it looks like
            _ => [],
        };
        return [.. words.Select(token => token.Value).SkipWhile(word => !KnownWords.IsOption(word))];
    }

    private static bool IsEndOfOptions(Token token) => token.Type == TokenType.DoubleDash;
}
