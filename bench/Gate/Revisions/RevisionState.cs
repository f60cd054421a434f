using System.Text.Json.Serialization;

namespace HotPath.Gate.Revisions;

/// <summary>What exactly one side of a comparison was.</summary>
/// <param name="Name">As the user typed it; <see cref="WorkingTree.Name"/> for what lies there uncommitted.</param>
/// <param name="Commit">The whole name of the commit.</param>
/// <param name="Changes">A digest of the uncommitted changes on top of the commit; null without any.</param>
internal sealed record RevisionState(string Name, string Commit, string? Changes)
{
    private const int ShownCharacters = 8;

    /// <summary>What git calls the files of the commit: two commits of the same files have the same.</summary>
    public string? Tree { get; init; }

    /// <summary>Whether a comparison of the two would be of the same files.</summary>
    public bool HasSourcesOf(RevisionState other) => (Tree ?? Commit) == (other.Tree ?? other.Commit) && Changes == other.Changes;

    /// <summary>The beginning of the commit's name, for people.</summary>
    [JsonIgnore]
    public string ShortCommit => Commit.Length > ShownCharacters ? Commit[..ShownCharacters] : Commit;

    /// <summary>For people.</summary>
    [JsonIgnore]
    public string Text
    {
        get
        {
            string changes = Changes is null ? "" : " with uncommitted changes";
            return Name == Commit ? ShortCommit + changes : $"{Name} ({ShortCommit}{changes})";
        }
    }
}
