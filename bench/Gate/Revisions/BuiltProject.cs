using HotPath.Gate.Machine;

namespace HotPath.Gate.Revisions;

/// <summary>A project of one side, built.</summary>
/// <param name="Assembly">What dotnet starts.</param>
/// <param name="Folder">The project's own.</param>
internal sealed record BuiltProject(string Assembly, string Folder)
{
    private const int MostLinesShown = 8;

    /// <summary>Builds it in Release, as nobody should measure anything else.</summary>
    /// <param name="side">For messages: <c>--base</c> or <c>--head</c>.</param>
    /// <param name="project">Folder or file, from the tree's root.</param>
    /// <exception cref="GateException">It is absent, does not build, or is nothing that can be started.</exception>
    public static async Task<BuiltProject> BuildAsync(string side, RevisionState revision, string tree, string project, CancellationToken cancellationToken)
    {
        string path = Path.Combine(tree, project);
        if (!Path.Exists(path)) throw GateException.BadInput($"{side}: {revision.Text} has no {project}; a comparison needs the project on both sides.");

        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        ProcessEnd build = await DotnetHost.RunAsync(
            folder, ["build", path, "-c", "Release", "--nologo", "-v", "quiet", "-consoleLoggerParameters:NoSummary", "--disable-build-servers"], cancellationToken).ConfigureAwait(false);
        if (build.ExitCode != 0)
        {
            throw GateException.BadInput([$"{side}: {revision.Text} does not build, so there is nothing to compare.", .. FirstErrors(build.Output + build.Error, tree)]);
        }

        ProcessEnd target = await DotnetHost.RunAsync(folder, ["msbuild", path, "-getProperty:TargetPath", "-property:Configuration=Release"], cancellationToken).ConfigureAwait(false);
        string assembly = target.Output.Trim();
        return target.ExitCode == 0 && File.Exists(Path.ChangeExtension(assembly, "runtimeconfig.json"))
            ? new BuiltProject(assembly, folder)
            : throw GateException.BadInput(
                $"{side}: {project} of {revision.Text} makes no program for one framework ({(assembly.Length == 0 ? target.Said : Path.GetFileName(assembly))}); give a BenchmarkDotNet project with an entry point and one TargetFramework.");
    }

    /// <returns>The lines that name errors, each once and without the temporary folder; the first lines where none does.</returns>
    public static IReadOnlyList<string> FirstErrors(string output, string tree)
    {
        string[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        string[] errors = [.. lines.Where(line => line.Contains("error", StringComparison.Ordinal))];
        return [.. (errors.Length > 0 ? errors : lines).Take(MostLinesShown).Select(line => line.Replace(tree + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];
    }
}
