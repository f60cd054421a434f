namespace HotPath.Gate.Revisions;

/// <summary>What exactly one side of a comparison was.</summary>
/// <param name="Name">As the user typed it; <see cref="WorkingTree.Name"/> for what lies there uncommitted.</param>
/// <param name="Commit">The whole name of the commit.</param>
/// <param name="Changes">A digest of the uncommitted changes on top of the commit; null without any.</param>
internal sealed record RevisionState(string Name, string Commit, string? Changes)
{
    private const int ShownCharacters = 8;

    /// <summary>For people.</summary>
    public string Text
    {
        get
        {
            string commit = Commit.Length > ShownCharacters ? Commit[..ShownCharacters] : Commit;
            string changes = Changes is null ? "" : " with uncommitted changes";
            return Name == Commit ? commit + changes : $"{Name} ({commit}{changes})";
        }
    }
}
