using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace HotPath.Soak.Scenarios;

/// <summary>The scenarios that come with the program, as the files they are: comments in them teach.</summary>
internal static class BuiltInScenarios
{
    /// <summary>What <c>run</c> runs when nothing is said.</summary>
    public const string Default = "streaming-soak";

    private const string Prefix = "builtin/";

    private static readonly Assembly Home = typeof(BuiltInScenarios).Assembly;

    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    public static bool TryRead(string name, [NotNullWhen(true)] out byte[]? bytes)
    {
        using Stream? file = Names.Contains(name) ? Home.GetManifestResourceStream(Prefix + name) : null;
        if (file is null)
        {
            bytes = null;
            return false;
        }

        bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return true;
    }
}
