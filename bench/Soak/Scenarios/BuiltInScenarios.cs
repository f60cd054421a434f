using System.Diagnostics.CodeAnalysis;

namespace HotPath.Soak.Scenarios;

/// <summary>The scenarios that come with the program, as the files they are: comments in them teach.</summary>
internal static class BuiltInScenarios
{
    /// <summary>What <c>run</c> runs when nothing is said.</summary>
    public const string Default = "streaming-soak";

    private static readonly EmbeddedFiles Files = new("builtin/");

    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<string> Names => Files.Names;

    public static bool TryRead(string name, [NotNullWhen(true)] out byte[]? bytes) => Files.TryRead(name, out bytes);
}
