using HotPath.Gate.Machine;

namespace HotPath.Gate.Revisions;

/// <summary>Temporary git worktrees, one for each side of a comparison; gone after <see cref="DisposeAsync"/>. The user's own tree and index are only read.</summary>
internal sealed class RevisionTrees : IAsyncDisposable
{
    private readonly Git _git;
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("hotpath-gate-");
    private readonly List<string> _folders = [];

    public RevisionTrees(Git git) => _git = git;

    /// <summary>A folder beside them, for what the comparison leaves on its way.</summary>
    public string ScratchFolder => Path.Combine(_root.FullName, "scratch");

    /// <summary>What a revision is at this moment.</summary>
    /// <param name="revision">As typed; null is the working tree.</param>
    /// <exception cref="GateException">git knows no such commit.</exception>
    public static async Task<RevisionState> ResolveAsync(Git git, string option, string? revision, CancellationToken cancellationToken)
    {
        ProcessEnd found = await git.RunAsync(cancellationToken, "rev-parse", "--verify", "--quiet", $"{revision ?? "HEAD"}^{{commit}}").ConfigureAwait(false);
        if (found.ExitCode != 0)
        {
            throw GateException.BadInput(
                $"{option} is '{revision ?? "HEAD"}', which is no commit of {git.Folder}; it must be one, such as main, v1.2 or HEAD~1. A shallow clone has only its last ones: fetch the whole history.");
        }

        string commit = found.Output.Trim();
        string files = (await git.AskAsync(cancellationToken, "rev-parse", $"{commit}^{{tree}}").ConfigureAwait(false)).Trim();
        if (revision is not null) return new RevisionState(revision, commit, Changes: null) { Tree = files };

        WorkingTree tree = await WorkingTree.ReadAsync(git, cancellationToken).ConfigureAwait(false);
        return new RevisionState(WorkingTree.Name, commit, tree.Digest()) { Tree = files };
    }

    /// <summary>Checks a revision out, with the uncommitted changes where they are part of it.</summary>
    /// <param name="side">The folder's name. Paths of one length make the sides alike: a longer one moves the stack.</param>
    /// <returns>The worktree's folder.</returns>
    public async Task<string> AddAsync(string side, RevisionState revision, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(_root.FullName, side);
        _folders.Add(folder); // before git begins: it may be stopped in the middle
        await _git.AskAsync(cancellationToken, "worktree", "add", "--quiet", "--detach", folder, revision.Commit).ConfigureAwait(false);
        if (revision.Changes is not null)
        {
            (await WorkingTree.ReadAsync(_git, cancellationToken).ConfigureAwait(false)).CopyOnto(folder);
        }

        return folder;
    }

    public async ValueTask DisposeAsync()
    {
        // git locks a worktree while it adds it. Where it was stopped meanwhile the lock stays, and only "remove", forced twice, heeds none; its answer
        // does not matter, since there may be nothing to remove.
        foreach (string folder in _folders)
        {
            await _git.RunAsync(CancellationToken.None, "worktree", "remove", "--force", "--force", folder).ConfigureAwait(false);
        }

        if (Directory.Exists(_root.FullName)) _root.Delete(recursive: true);
        await _git.RunAsync(CancellationToken.None, "worktree", "prune").ConfigureAwait(false); // those whose folders somebody else deleted
    }
}
