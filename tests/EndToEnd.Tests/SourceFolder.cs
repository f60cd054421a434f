using HotPath.Tests;

namespace HotPath.EndToEnd.Tests;

/// <summary>This project's folder in the repository, for files that a test takes from their place there.</summary>
internal static class SourceFolder
{
    /// <summary>The repository's own.</summary>
    public static readonly string Root = RepositoryRoot.FullName;

    private static readonly string FullName = Path.Combine(Root, "tests", "EndToEnd.Tests");

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([FullName, .. parts]);
}
