using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace HotPath.Soak.Scenarios;

/// <summary>Files that come within the program, as the project file embeds them under a prefix.</summary>
internal sealed class EmbeddedFiles(string prefix)
{
    private static readonly Assembly Home = typeof(EmbeddedFiles).Assembly;

    /// <summary>Without the prefix, in alphabetical order.</summary>
    public IReadOnlyList<string> Names { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    public bool TryRead(string name, [NotNullWhen(true)] out byte[]? bytes)
    {
        using Stream? file = Names.Contains(name) ? Home.GetManifestResourceStream(prefix + name) : null;
        bytes = file is null ? null : new byte[file.Length];
        file?.ReadExactly(bytes!);
        return bytes is not null;
    }
}
