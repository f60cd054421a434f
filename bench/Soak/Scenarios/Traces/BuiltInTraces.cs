using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace HotPath.Soak.Scenarios.Traces;

/// <summary>The traces that come with the program, named <c>builtin:NAME</c> in a scenario.</summary>
internal static class BuiltInTraces
{
    public const string Scheme = "builtin:";
    private const string Prefix = "trace/";

    private static readonly Assembly Home = typeof(BuiltInTraces).Assembly;

    /// <summary>As a scenario names them, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Scheme + name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    public static bool TryRead(string name, [NotNullWhen(true)] out byte[]? jsonLines)
    {
        using Stream? file = Names.Contains(name) ? Home.GetManifestResourceStream(Prefix + name[Scheme.Length..]) : null;
        jsonLines = file is null ? null : new byte[file.Length];
        file?.ReadExactly(jsonLines!);
        return file is not null;
    }
}
