using System.Diagnostics.CodeAnalysis;

namespace HotPath.Soak.Scenarios.Traces;

/// <summary>The traces that come with the program, named <c>builtin:NAME</c> in a scenario.</summary>
internal static class BuiltInTraces
{
    public const string Scheme = "builtin:";

    private static readonly EmbeddedFiles Files = new("trace/");

    /// <summary>As a scenario names them, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Files.Names.Select(name => Scheme + name)];

    public static bool TryRead(string name, [NotNullWhen(true)] out byte[]? jsonLines)
    {
        jsonLines = null;
        return name.StartsWith(Scheme, StringComparison.Ordinal) && Files.TryRead(name[Scheme.Length..], out jsonLines);
    }
}
