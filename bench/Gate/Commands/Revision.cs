namespace HotPath.Gate.Commands;

/// <summary>A revision as a user types it: what git makes of it is for git to say, but some things cannot be one commit.</summary>
internal static class Revision
{
    /// <returns>What is wrong, under the option's name; empty when git may be asked.</returns>
    public static IEnumerable<string> Problems(string option, IEnumerable<string> revisions) =>
        revisions.Select(revision => Problem(option, revision)).OfType<string>();

    private static string? Problem(string option, string revision)
    {
        if (string.IsNullOrWhiteSpace(revision))
        {
            return $"{option} is empty; it must be a commit, such as main, v1.2 or HEAD~1.";
        }

        if (revision.StartsWith('-'))
        {
            return $"{option} is '{revision}', which git would take for an option; it must be a commit, such as main, v1.2 or HEAD~1.";
        }

        if (revision.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return $"{option} is '{revision}'; a commit's name has no white space in it.";
        }

        return revision.Contains("..", StringComparison.Ordinal)
            ? $"{option} is '{revision}', a range; it must be one commit: give its ends as --base and --head."
            : null;
    }
}
