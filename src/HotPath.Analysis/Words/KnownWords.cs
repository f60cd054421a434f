namespace HotPath.Analysis.Words;

/// <summary>What a command of a command line knows, and how it refuses what it does not: soak and gate do so in one voice.</summary>
/// <param name="Command">As it is typed: <c>history add</c>, or the program's name where no command was reached.</param>
/// <param name="Options">Those that are shown, such as <c>--rate</c>.</param>
/// <param name="Commands">Those below it that are shown; empty for one that does something itself.</param>
internal sealed record KnownWords(string Command, IReadOnlyList<string> Options, IReadOnlyList<string> Commands)
{
    /// <summary>Whether a word is meant as an option; a lone <c>-</c> is not.</summary>
    public static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

    /// <param name="unknown">In the order in which they were typed.</param>
    /// <returns>A sentence for each; what follows an unknown option may be its value and is left out, as is what follows an unknown command.</returns>
    public IEnumerable<string> ProblemsWith(IReadOnlyList<string> unknown)
    {
        for (int i = 0; i < unknown.Count; i++)
        {
            if (IsOption(unknown[i]))
            {
                yield return ProblemWithOption(unknown[i].Split('=', ':')[0]);
            }
            else if (i == 0 || !IsOption(unknown[i - 1]))
            {
                yield return Commands.Count > 0 ? ProblemWithCommand(unknown[i]) : $"'{unknown[i]}' is a word too many for '{Command}'; leave it out.";
                if (Commands.Count > 0) yield break;
            }
        }
    }

    private string ProblemWithOption(string word) =>
        $"'{word}' is no option of '{Command}'{(NearestName.Of(word, Options, most: 1) is [string meant] ? $"; did you mean {meant}?" : ".")}";

    private string ProblemWithCommand(string word) =>
        $"'{word}' is no command of '{Command}'; {(NearestName.Of(word, Commands, most: 1) is [string meant] ? $"did you mean {meant}?" : $"there are {string.Join(", ", Commands)}.")}";
}
