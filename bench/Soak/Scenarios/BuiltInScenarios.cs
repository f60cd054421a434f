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

    /// <returns>The one that may be meant by a name that is none of them; null where all are far from it.</returns>
    public static string? Nearest(string name) => NearestName.Of(name, Names, most: 1) is [string nearest] ? nearest : null;

    public static bool TryRead(string name, [NotNullWhen(true)] out byte[]? bytes) => Files.TryRead(name, out bytes);
}
