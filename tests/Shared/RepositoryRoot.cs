namespace HotPath.Tests;

/// <summary>Where the repository lies that a test was built in, for files that it takes from their place there.</summary>
internal static class RepositoryRoot
{
    public static readonly string FullName = Find();

    /// <returns>A path below it.</returns>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([FullName, .. parts]);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HotPath.sln"))) folder = folder.Parent;

        return folder?.FullName
            ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has HotPath.sln; run the tests from their place in the repository.");
    }
}
