using HotPath.Gate.Machine;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

/// <summary>A git repository of a test's own with the benchmarks of tests/OtherBenchmarks, committed once.</summary>
internal sealed class BenchmarkRepository : IDisposable
{
    private const string Source = "OtherBenchmarks";

    private readonly TemporaryFolder _folder = new();

    private BenchmarkRepository()
    {
    }

    public string Project => _folder.NewPath(Source);

    public static async Task<BenchmarkRepository> CreateAsync(CancellationToken cancellationToken)
    {
        BenchmarkRepository made = new();
        Directory.CreateDirectory(made.Project);
        string from = Path.Combine(SourceFolder.Root, "tests", Source);
        foreach (string file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(made.Project, Path.GetFileName(file)));
        File.Copy(Path.Combine(SourceFolder.Root, "Directory.Packages.props"), made._folder.NewPath("Directory.Packages.props"));
        made._folder.AddFile(".gitignore", "bin/\nobj/\n");
        foreach (string[] arguments in (string[][])[["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"]]) await made.GitAsync(cancellationToken, arguments);
        return made;
    }

    /// <summary>Replaces text in a file of the project; nothing is committed.</summary>
    public void Edit(string file, string before, string after)
    {
        string path = Path.Combine(Project, file);
        string text = File.ReadAllText(path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    public async Task<string> GitAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        Launch launch = new("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", .. arguments]) { Folder = _folder.FullName };
        await using ChildProcess git = ChildProcess.Start(launch, pin: null);
        ProcessEnd end = await git.EndAsync(cancellationToken);
        Assert.True(end.ExitCode == 0, end.Said);
        return end.Output;
    }

    public string NewPath(string name) => _folder.NewPath(name);

    public void Dispose() => _folder.Dispose();
}
