using System.Text.Json.Serialization;

namespace HotPath.Gate.Micro.Instructions;

/// <summary>The instructions of one benchmark on one side, from two processes. A line of <c>instructions.ndjson</c>.</summary>
internal sealed record InstructionCount
{
    public required string Benchmark { get; init; }

    public required Side Side { get; init; }

    /// <summary>1: all benchmarks. 2: those that differ, again.</summary>
    public required int Stage { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>An operation; null where they were not counted.</summary>
    public double? Instructions { get; init; }

    /// <summary>By which the second process did more than the first.</summary>
    public long? Operations { get; init; }

    /// <summary>Why there is no count.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it counts. A file may have been changed by hand.</summary>
    [JsonIgnore]
    public bool HasCount => Instructions is { } count && count > 0 && double.IsFinite(count);
}
