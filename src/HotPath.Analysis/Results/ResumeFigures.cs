namespace HotPath.Analysis.Results;

/// <summary>One time a run was taken up again after its process had ended.</summary>
public sealed record ResumeFigures
{
    /// <summary>Where in the measured time: the end of the record then.</summary>
    public double AtSeconds { get; init; }

    /// <summary>Time between the record's end and the next measured moment, in seconds of the clock on the wall. No part of the measured time.</summary>
    public double GapSeconds { get; init; }

    /// <summary>When the measured time went on.</summary>
    public DateTimeOffset ResumedAt { get; init; }
}
