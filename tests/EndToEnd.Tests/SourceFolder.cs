namespace HotPath.EndToEnd.Tests;

/// <summary>This project's folder in the repository, for files that a test takes from their place there.</summary>
internal static class SourceFolder
{
    /// <summary>The repository's own.</summary>
    public static readonly string Root = FindRoot();

    private static readonly string FullName = Path.Combine(Root, "tests", "EndToEnd.Tests");

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([FullName, .. parts]);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HotPath.sln"))) folder = folder.Parent;

        return folder?.FullName
            ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has HotPath.sln; run the tests from their place in the repository.");
    }
}
