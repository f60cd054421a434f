namespace HotPath.Micro.Suite;

/// <summary>The repository that the suite was built in.</summary>
internal static class Repository
{
    private const string Solution = "HotPath.sln";

    /// <exception cref="BadInputException">The suite was moved out of it.</exception>
    public static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Solution))) folder = folder.Parent;

        return folder?.FullName
            ?? throw new BadInputException([$"no folder above {AppContext.BaseDirectory} has {Solution}; run the suite from its place in the repository."]);
    }

    /// <summary>For jobs that build the benchmarks anew: BenchmarkDotNet looks for their project below the current folder only.</summary>
    public static void MakeCurrent(string root)
    {
        string current = Path.GetRelativePath(root, Environment.CurrentDirectory);
        if (current.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(current)) Environment.CurrentDirectory = root;
    }
}
