using System.Text.Json.Serialization;

namespace HotPath.Gate.Micro.Launches;

/// <summary>One process that measured one benchmark: the unit that all statistics count. A line of <c>launches.ndjson</c>.</summary>
internal sealed record LaunchFigure
{
    public required string Benchmark { get; init; }

    public required Side Side { get; init; }

    /// <summary>1: all benchmarks. 2: the suspects again.</summary>
    public required int Stage { get; init; }

    /// <summary>From 1. A round has a launch of either side of each benchmark, one right after the other.</summary>
    public required int Round { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Least time an operation; null where there is none.</summary>
    public double? Nanoseconds { get; init; }

    /// <summary>An operation.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>Of which the allocation was counted.</summary>
    public long? Operations { get; init; }

    /// <summary>Why there is no time.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it counts. A file may have been changed by hand, and a ratio is of finite times above 0.</summary>
    [JsonIgnore]
    public bool HasTime => Nanoseconds is { } time && time > 0 && double.IsFinite(time);
}
