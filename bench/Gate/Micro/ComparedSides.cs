using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Revisions;

namespace HotPath.Gate.Micro;

/// <summary>Both sides, checked out and built, for as long as this is not disposed.</summary>
internal sealed class ComparedSides : IAsyncDisposable
{
    private readonly RevisionTrees _trees;

    private ComparedSides(RevisionTrees trees, BenchmarkHost @base, BenchmarkHost head)
    {
        _trees = trees;
        Base = @base;
        Head = head;
    }

    public BenchmarkHost Base { get; }

    public BenchmarkHost Head { get; }

    public BenchmarkHost this[Side side] => side == Side.Base ? Base : Head;

    /// <param name="project">From the repository's root.</param>
    /// <exception cref="GateException">A side does not build.</exception>
    public static async Task<ComparedSides> BuildAsync(Git git, string project, RevisionState @base, RevisionState head, CancellationToken cancellationToken)
    {
        RevisionTrees trees = new(git);
        try
        {
            return new ComparedSides(
                trees,
                await BuildAsync(Side.Base, @base).ConfigureAwait(false),
                await BuildAsync(Side.Head, head).ConfigureAwait(false));
        }
        catch
        {
            await trees.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        async Task<BenchmarkHost> BuildAsync(Side side, RevisionState revision)
        {
            string name = side == Side.Base ? "base" : "head";
            string tree = await trees.AddAsync(name, revision, cancellationToken).ConfigureAwait(false);
            BuiltProject built = await BuiltProject.BuildAsync($"--{name}", revision, tree, project, cancellationToken).ConfigureAwait(false);
            return new BenchmarkHost(built, Path.Combine(trees.ScratchFolder, name));
        }
    }

    public ValueTask DisposeAsync() => _trees.DisposeAsync();
}
