using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>What one worker recorded, as its result folder holds it.</summary>
internal sealed record WorkerFolder
{
    public required string Path { get; init; }

    /// <summary>Its start is by the master's clock.</summary>
    public required RunResult Run { get; init; }

    /// <summary>Who it was to the master.</summary>
    public required WorkerFigures Worker { get; init; }

    /// <summary>Read from the files each time they are enumerated.</summary>
    public required IEnumerable<IntervalResult> Intervals { get; init; }

    public required IReadOnlyList<RunEvent> Events { get; init; }

    /// <summary>What is missing or damaged, a sentence each.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    public string Name => System.IO.Path.GetFileName(Path);

    public DateTimeOffset EndedAt => Run.StartedAt + TimeSpan.FromSeconds(Run.DurationSeconds);

    /// <summary>What its part comes to by itself.</summary>
    public RunJudgement Judgement { get; init; } = RunJudgement.Pass([]);
}
