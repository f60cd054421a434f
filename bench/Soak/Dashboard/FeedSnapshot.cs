using HotPath.Analysis.Results;
using HotPath.Soak.Reports;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Dashboard;

/// <summary>A run as it was at one moment; it does not change any more.</summary>
internal sealed record FeedSnapshot
{
    public const int MostEvents = 20;

    /// <summary>Higher with each change; from 1.</summary>
    public long Version { get; init; } = 1;

    public RunStage Stage { get; init; }

    /// <summary>The user asked to stop.</summary>
    public bool IsStopping { get; init; }

    /// <summary>Nothing comes any more: the process that runs the runs goes.</summary>
    public bool IsLast { get; init; }

    /// <summary>Where the runs before this one are listed; null where only this one is known.</summary>
    public string? RunsPath { get; init; }

    public RunIntroduction? Introduction { get; init; }

    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>The figures so far; null before the first interval.</summary>
    public RunResult? Run { get; init; }

    /// <summary>The interval that was closed last; null before the first.</summary>
    public IntervalResult? Last { get; init; }

    /// <summary>The limits that are judged while the run goes on, and whether each fires.</summary>
    public IReadOnlyList<(string Expression, bool IsFiring)> Alerts { get; init; } = [];

    /// <summary>How the latencies of each group are spread, for who draws them elsewhere.</summary>
    public IReadOnlyList<LatencyBuckets> Buckets { get; init; } = [];

    public GeneratorTroubles Troubles { get; init; } = GeneratorTroubles.None;

    /// <summary>The last of what happened, the oldest first; <see cref="MostEvents"/> at most.</summary>
    public IReadOnlyList<RunEvent> Events { get; init; } = [];

    /// <summary>The course of the run, the oldest first.</summary>
    public IReadOnlyList<FeedPoint> Points { get; init; } = [];

    /// <summary>How many intervals became one point.</summary>
    public int IntervalsPerPoint { get; init; } = 1;
}
