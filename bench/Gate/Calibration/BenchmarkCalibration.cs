namespace HotPath.Gate.Calibration;

/// <summary>What this machine can tell apart of one benchmark.</summary>
internal sealed record BenchmarkCalibration
{
    public required string Name { get; init; }

    /// <summary>When the last of its launches was started.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whose code was launched.</summary>
    public required string Commit { get; init; }

    /// <summary>Of one code, behind these figures.</summary>
    public required int Launches { get; init; }

    /// <summary>Launches of a side in the gates that they speak of.</summary>
    public required int LaunchesASide { get; init; }

    /// <summary>Of gates of one code: in how many it would be called a regression at the gate's own threshold, 0..1.</summary>
    public required double FalsePositiveRate { get; init; }

    /// <summary>The ratio from which on it is called one: wider than the gate's own where that would cry wolf.</summary>
    public required double Threshold { get; init; }

    /// <summary>The ratio that nine gates in ten find.</summary>
    public required double LeastDetectable { get; init; }
}
