using System.Text.RegularExpressions;

namespace HotPath.Soak.Scenarios;

/// <summary>The series of a run that are judged, by the names of the scenario's <c>trends</c> and of <c>run.json</c>.</summary>
internal static partial class TrendNames
{
    public const string Generator = "generator";
    public const string Gateway = "gateway";

    private static readonly (string Name, TrendKind Kind)[] OfProcesses =
        [("heap", TrendKind.Heap), ("rss", TrendKind.Rss), ("openFiles", TrendKind.OpenFiles), ("threads", TrendKind.Threads)];

    /// <summary>Those with a fixed name; a process that is watched besides has its own, <c>watched(NAME).heap</c> and so on.</summary>
    public static IReadOnlyDictionary<string, TrendKind> Fixed { get; } = new Dictionary<string, TrendKind>
    {
        ["ttft.p50"] = TrendKind.TtftP50,
        ["ttft.p99"] = TrendKind.TtftP99,
        ["rate"] = TrendKind.Rate,
        ["connections"] = TrendKind.Connections,
        [Of(Generator, TrendKind.Heap)] = TrendKind.Heap,
        [Of(Generator, TrendKind.Rss)] = TrendKind.Rss,
        [Of(Generator, TrendKind.OpenFiles)] = TrendKind.OpenFiles,
        [Of(Generator, TrendKind.Threads)] = TrendKind.Threads,
        [Of(Gateway, TrendKind.Heap)] = TrendKind.Heap,
        [Of(Gateway, TrendKind.Rss)] = TrendKind.Rss,
        [Of(Gateway, TrendKind.OpenFiles)] = TrendKind.OpenFiles,
        [Of(Gateway, TrendKind.Threads)] = TrendKind.Threads,
    };

    /// <summary>How a process goes that is watched besides.</summary>
    public static string Watched(string name) => $"watched({name})";

    /// <param name="process"><see cref="Generator"/>, <see cref="Gateway"/> or that of <see cref="Watched(string)"/>.</param>
    /// <param name="kind">One of those that a process has.</param>
    public static string Of(string process, TrendKind kind) => $"{process}.{OfProcesses.First(known => known.Kind == kind).Name}";

    /// <returns>Null when there is no such series.</returns>
    public static TrendKind? KindOf(string name)
    {
        if (Fixed.TryGetValue(name, out TrendKind kind)) return kind;

        Match watched = WatchedPattern().Match(name);
        return watched.Success ? OfProcesses.First(known => known.Name == watched.Groups["figure"].Value).Kind : null;
    }

    [GeneratedRegex(@"\Awatched\((?<name>[^()]+)\)\.(?<figure>heap|rss|openFiles|threads)\z", RegexOptions.CultureInvariant)]
    private static partial Regex WatchedPattern();
}
