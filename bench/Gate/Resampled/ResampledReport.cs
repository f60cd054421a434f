using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Reading;
using HotPath.Gate.Revisions;

namespace HotPath.Gate.Resampled;

/// <summary>What <c>resampled.json</c> holds.</summary>
internal sealed record ResampledReport
{
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    public string Kind { get; init; } = "resampled";

    /// <summary>Of HotPath, with the commit where the build knew it.</summary>
    public required string Version { get; init; }

    /// <summary>What repeats it.</summary>
    public required string Command { get; init; }

    /// <summary>Of the benchmarks, from the repository's root.</summary>
    public required string Project { get; init; }

    public required RevisionState Base { get; init; }

    public required RevisionState Head { get; init; }

    /// <summary>Whether both sides are the same sources: every accusation is a false one.</summary>
    public required bool IsOfOneCode { get; init; }

    public MeasuredWith? With { get; init; }

    public required LaunchTimes Times { get; init; }

    /// <summary>The comparisons that the launches were made for.</summary>
    public required IReadOnlyList<ResampledRecording> Recordings { get; init; }

    /// <summary>Put together of each benchmark.</summary>
    public required int Gates { get; init; }

    /// <summary>Of a stage.</summary>
    public required int LaunchesASide { get; init; }

    public required int Seed { get; init; }

    /// <summary>Those that are accused most first.</summary>
    public required IReadOnlyList<ResampledBenchmark> Benchmarks { get; init; }

    /// <summary>Benchmarks of which no gate can be put together.</summary>
    public required IReadOnlyList<LeftOutBenchmark> LeftOut { get; init; }

    /// <summary>Gates of all benchmarks, each by itself.</summary>
    public required ResampledShare OfOneBenchmark { get; init; }

    /// <summary>
    /// Gates over all benchmarks, of which one accused fails the whole. The benchmarks are drawn apart from each other: what disturbs several at once in a
    /// real gate makes fewer gates fail than this says, and each of them with more.
    /// </summary>
    public required ResampledShare OfAllBenchmarks { get; init; }
}

/// <param name="StartedAt">When it was begun.</param>
/// <param name="Command">What repeats it.</param>
/// <param name="Launches">Planned a side and benchmark.</param>
internal sealed record ResampledRecording(DateTimeOffset StartedAt, string Command, int Launches);

/// <param name="Name">The benchmark.</param>
/// <param name="Reason">In a sentence without its end.</param>
internal sealed record LeftOutBenchmark(string Name, string Reason);
