using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Resampled;

/// <summary>In how many of the gates each verdict was given of a benchmark.</summary>
internal sealed record ResampledBenchmark
{
    public required string Name { get; init; }

    /// <summary>Of both stages, with a time.</summary>
    public required int BaseLaunches { get; init; }

    public required int HeadLaunches { get; init; }

    /// <summary>Head over base, by Hodges and Lehmann over all launches.</summary>
    public required double Change { get; init; }

    /// <summary>Over all launches; null where it was not counted.</summary>
    public AllocationComparison? Allocation { get; init; }

    /// <summary>The ratio up to which nothing was said.</summary>
    public required double Threshold { get; init; }

    /// <summary>The ratio that nine such gates in ten would find.</summary>
    public required double LeastDetectable { get; init; }

    /// <summary>Gates, as are the following; all together they are all gates.</summary>
    public required int Regressed { get; init; }

    public required int Flaky { get; init; }

    public required int Inconclusive { get; init; }

    public required int Same { get; init; }

    public required int Improved { get; init; }
}
