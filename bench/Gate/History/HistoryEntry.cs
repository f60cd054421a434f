using System.Security.Cryptography;
using System.Text;

namespace HotPath.Gate.History;

/// <summary>A result in the history: one line of a file that holds one machine's.</summary>
internal sealed record HistoryEntry
{
    public const int CurrentSchemaVersion = 1;
    public const string Soak = "soak";
    public const string Micro = "micro";

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary><see cref="Soak"/> or <see cref="Micro"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The result's own name: it is added once.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Of HotPath, or of what was measured, with its commit where that is known.</summary>
    public required string Version { get; init; }

    /// <summary>Of the scenario, or the project.</summary>
    public required string Name { get; init; }

    /// <summary>A digest of how it was measured: results of another scenario of the same name are another series.</summary>
    public required string Setting { get; init; }

    /// <summary>Machine and programs, by what they are.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>By the figure's name, in its unit.</summary>
    public required IReadOnlyDictionary<string, double> Figures { get; init; }

    /// <summary>Of the environment: what is not the same in all of it is never held against each other.</summary>
    public string Fingerprint() => Digest(string.Join('\n', Environment.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}: {each.Value}")));

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
