using System.Globalization;
using HotPath.Gate.Micro;
using HotPath.Gate.Machine;
using HotPath.Gate.Revisions;

namespace HotPath.Gate.Soak;

/// <summary>Builds two commits and runs a scenario with them by turns: each pair has both, in an order that is drawn.</summary>
internal sealed class SoakRuns(TextWriter output)
{
    private const string Project = "bench/Soak";

    /// <returns>The result folders, in the order of the runs.</returns>
    /// <exception cref="GateException">A side does not build, or refuses the scenario.</exception>
    public async Task<(IReadOnlyList<string> Base, IReadOnlyList<string> Head)> RunAsync(SoakOptions options, CancellationToken cancellationToken)
    {
        Git git = await Git.OfAsync(Environment.CurrentDirectory, cancellationToken).ConfigureAwait(false);
        RevisionState @base = await RevisionTrees.ResolveAsync(git, "--base", options.Base, cancellationToken).ConfigureAwait(false);
        RevisionState head = await RevisionTrees.ResolveAsync(git, "--head", options.Head, cancellationToken).ConfigureAwait(false);
        await using RevisionTrees trees = new(git);
        Dictionary<Side, BuiltProject> built = new()
        {
            [Side.Base] = await BuildAsync(trees, "base", @base, cancellationToken).ConfigureAwait(false),
            [Side.Head] = await BuildAsync(trees, "head", head, cancellationToken).ConfigureAwait(false),
        };

        Dictionary<Side, List<string>> folders = new() { [Side.Base] = [], [Side.Head] = [] };
        IReadOnlyList<Side> order = Order(options.Pairs, options.Seed);
        for (int i = 0; i < order.Count; i++)
        {
            string name = order[i] == Side.Base ? "base" : "head";
            string folder = Path.GetFullPath(Path.Combine(options.Folder, "runs", string.Create(CultureInfo.InvariantCulture, $"{i + 1:00}-{name}")));
            await output.WriteLineAsync($"run {i + 1} of {order.Count}: {name}").ConfigureAwait(false);
            await RunAsync(built[order[i]], name, options, folder, cancellationToken).ConfigureAwait(false);
            folders[order[i]].Add(Path.GetRelativePath(Environment.CurrentDirectory, folder));
        }

        return (folders[Side.Base], folders[Side.Head]);
    }

    /// <param name="seed">The same seed makes the same order.</param>
    public static IReadOnlyList<Side> Order(int pairs, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, pairs).SelectMany(_ => random.Next(2) == 0 ? (Side[])[Side.Base, Side.Head] : [Side.Head, Side.Base])];
    }

    private async Task<BuiltProject> BuildAsync(RevisionTrees trees, string side, RevisionState revision, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"{side}: {revision.Text}").ConfigureAwait(false);
        string tree = await trees.AddAsync(side, revision, cancellationToken).ConfigureAwait(false);
        return await BuiltProject.BuildAsync($"--{side}", revision, tree, Project, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RunAsync(BuiltProject soak, string side, SoakOptions options, string folder, CancellationToken cancellationToken)
    {
        string scenario = File.Exists(options.Scenario) ? Path.GetFullPath(options.Scenario) : options.Scenario;
        string[] duration = options.Duration is { } length ? ["--duration", length] : [];
        ProcessEnd end = await DotnetHost.RunAsync(soak.Folder, [soak.Assembly, "run", scenario, .. duration, "--quiet", "--out", folder], cancellationToken).ConfigureAwait(false);

        // Pass, fail and void all leave a run that can be read; what is void is said by its file.
        if (end.ExitCode == ExitCode.BadInput) throw GateException.BadInput([$"--{side} refuses the run of {options.Scenario}:", .. Lines(end)]);
        if (end.ExitCode is not (ExitCode.Success or ExitCode.Regressed or ExitCode.CannotSay))
        {
            throw GateException.CannotSay([$"--{side}: hotpath-soak ended with {end.ExitCode}, so there is no run to compare.", .. Lines(end)]);
        }
    }

    private static IEnumerable<string> Lines(ProcessEnd end) => end.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8);
}
