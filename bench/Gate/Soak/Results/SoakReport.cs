using HotPath.Analysis.Results;
using HotPath.Gate.Soak.Comparing;
using HotPath.Gate.Soak.Reading;

namespace HotPath.Gate.Soak.Results;

/// <summary>A whole comparison of soak runs: what <c>gate.json</c> holds.</summary>
internal sealed record SoakReport
{
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Which comparison this is of.</summary>
    public string Kind { get; init; } = "soak";

    /// <summary>What repeats it.</summary>
    public required string Command { get; init; }

    public required string Scenario { get; init; }

    /// <summary><c>pass</c>, <c>fail</c> or <c>cannotSay</c>.</summary>
    public required string Outcome { get; init; }

    public required int ExitCode { get; init; }

    /// <summary>Why nothing can be said; empty where something can.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What else one must know to read it.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Runs of base and head next to each other in time.</summary>
    public required int Pairs { get; init; }

    public required RunEnvironment Environment { get; init; }

    public required IReadOnlyList<ComparedRun> Base { get; init; }

    public required IReadOnlyList<ComparedRun> Head { get; init; }

    /// <summary>The weightiest verdict first.</summary>
    public required IReadOnlyList<FigureComparison> Figures { get; init; }

    public static SoakReport Of(string command, IReadOnlyList<SoakReading> @base, IReadOnlyList<SoakReading> head, SoakVerdict verdict) => new()
    {
        Command = command,
        Scenario = @base[0].Run.Scenario,
        Outcome = verdict.Outcome,
        ExitCode = verdict.ExitCode,
        Problems = verdict.Problems,
        Remarks = verdict.Remarks,
        Pairs = verdict.Pairs,
        Environment = @base[0].Run.Environment,
        Base = [.. @base.Select(ComparedRun.Of)],
        Head = [.. head.Select(ComparedRun.Of)],
        Figures = verdict.Figures,
    };
}

/// <summary>A run that was compared.</summary>
internal sealed record ComparedRun(string Folder, string Id, string Version, DateTimeOffset StartedAt, double DurationSeconds, string? Verdict)
{
    public static ComparedRun Of(SoakReading reading) => new(
        reading.Folder, reading.Run.Id, reading.Run.Environment.Version, reading.Run.StartedAt, reading.Run.DurationSeconds, reading.Run.Verdict);
}
