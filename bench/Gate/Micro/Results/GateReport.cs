using System.Text.Json.Serialization;
using HotPath.Gate.Micro.Instructions;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Reading;
using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Revisions;

namespace HotPath.Gate.Micro.Results;

/// <summary>A whole comparison: what <c>gate.json</c> holds.</summary>
internal sealed record GateReport
{
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Which comparison this is of.</summary>
    public string Kind { get; init; } = "micro";

    /// <summary>Of HotPath, with the commit where the build knew it.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From the first launch to the last, pauses before a resumption left out.</summary>
    public required double MeasuredSeconds { get; init; }

    /// <summary>What repeats it.</summary>
    public required string Command { get; init; }

    /// <summary>Of the benchmarks, from the repository's root.</summary>
    public required string Project { get; init; }

    public required RevisionState Base { get; init; }

    public required RevisionState Head { get; init; }

    public required IReadOnlyList<string> Filters { get; init; }

    /// <summary>Processes a side and benchmark.</summary>
    public required int LaunchesASide { get; init; }

    /// <summary>Of each of them.</summary>
    public required LaunchTimes Times { get; init; }

    /// <summary>Of the order of launches.</summary>
    public required int Seed { get; init; }

    /// <summary>With which probability each bound is wrong, at most.</summary>
    public double Alpha { get; init; } = TimeComparison.Alpha;

    /// <summary>Null where the side has none of the benchmarks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required MeasuredWith? BaseWith { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required MeasuredWith? HeadWith { get; init; }

    /// <summary><c>pass</c>, <c>fail</c> or <c>cannotSay</c>.</summary>
    public required string Outcome { get; init; }

    public required int ExitCode { get; init; }

    /// <summary>What else one must know to read it.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>The weightiest verdict first.</summary>
    public required IReadOnlyList<BenchmarkVerdict> Benchmarks { get; init; }

    /// <summary>In the order in which they were made.</summary>
    public required IReadOnlyList<LaunchFigure> Launches { get; init; }

    /// <summary>Null where none were asked for.</summary>
    public IReadOnlyList<InstructionCount>? InstructionCounts { get; init; }

    public IEnumerable<BenchmarkVerdict> With(params Verdict[] verdicts) => Benchmarks.Where(benchmark => verdicts.Contains(benchmark.Verdict));
}
