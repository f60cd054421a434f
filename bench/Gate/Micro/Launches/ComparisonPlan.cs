using HotPath.Gate.Micro.Reading;
using HotPath.Gate.Revisions;

namespace HotPath.Gate.Micro.Launches;

/// <summary>What a comparison that was begun is of: <c>plan.json</c>, written before its first launch, so that it can be resumed.</summary>
internal sealed record ComparisonPlan
{
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What repeats it.</summary>
    public required string Command { get; init; }

    /// <summary>Of the benchmarks, from the repository's root.</summary>
    public required string Project { get; init; }

    public required RevisionState Base { get; init; }

    public required RevisionState Head { get; init; }

    public required IReadOnlyList<string> Filters { get; init; }

    /// <summary>Processes a side and benchmark.</summary>
    public required int Launches { get; init; }

    public required LaunchTimes Times { get; init; }

    /// <summary>
    /// How often an iteration calls each benchmark, on both sides. Where one is missing, each of its launches finds that for itself; null: all do.
    /// </summary>
    public IReadOnlyDictionary<string, int>? Calls { get; init; }

    /// <summary>Whether instructions are counted as well, under valgrind.</summary>
    public bool CountsInstructions { get; init; }

    /// <summary>Of the order of launches.</summary>
    public required int Seed { get; init; }

    /// <summary>Benchmarks whose class has jobs of its own: BenchmarkDotNet runs these as well, each time.</summary>
    public required IReadOnlyList<string> WithOwnJobs { get; init; }

    /// <summary>What base was run with; null where it has none of the benchmarks.</summary>
    public required MeasuredWith? BaseWith { get; init; }

    public required MeasuredWith? HeadWith { get; init; }

    /// <summary>The names that base has.</summary>
    public required IReadOnlyList<string> BaseBenchmarks { get; init; }

    public required IReadOnlyList<string> HeadBenchmarks { get; init; }

    /// <summary>Those that are measured.</summary>
    public string[] Shared() => [.. BaseBenchmarks.Intersect(HeadBenchmarks)];

    public int? CallsOf(string benchmark) => Calls is not null && Calls.TryGetValue(benchmark, out int calls) ? calls : null;
}
