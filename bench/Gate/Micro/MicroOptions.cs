using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Micro;

/// <summary>What is to be compared, and how.</summary>
internal sealed record MicroOptions
{
    public const string DefaultProject = "bench/Micro";
    public const int DefaultLaunches = 10;
    public const int LeastLaunches = TimeComparison.LeastLaunches;
    public const int MostLaunches = 99;

    /// <summary>A ratio up to which nothing is said, where calibration says no other.</summary>
    public const double DefaultThreshold = 1.05;

    public required string Base { get; init; }

    /// <summary>Null: the working tree, with what is uncommitted.</summary>
    public required string? Head { get; init; }

    /// <summary>Globs over full names of benchmarks.</summary>
    public required IReadOnlyList<string> Filters { get; init; }

    /// <summary>Folder or file of a BenchmarkDotNet project, as typed.</summary>
    public required string Project { get; init; }

    /// <summary>Processes a side and benchmark, 5..99.</summary>
    public int Launches { get; init; } = DefaultLaunches;

    public LaunchTimes Times { get; init; } = LaunchTimes.Standard;

    /// <summary>Whether instructions are counted as well, under valgrind.</summary>
    public bool CountsInstructions { get; init; }

    /// <summary>Of the order of launches.</summary>
    public required int Seed { get; init; }

    /// <summary>Where the comparison is written.</summary>
    public required string Folder { get; init; }
}
