using System.Text.Json.Serialization;

namespace HotPath.Analysis.Results;

/// <summary>
/// What a process beside the run cost over the measured time, from outside: of a .NET process also what its runtime tells, of any other the figures of
/// collections, heap and thread pool are 0 or null.
/// </summary>
public sealed record WatchedFigures : ProcessFigures
{
    /// <summary>Figures without any value.</summary>
    [JsonConstructor]
    public WatchedFigures()
    {
    }

    /// <summary>The cost of a process, to which the rest is added.</summary>
    /// <param name="process">Copied.</param>
    public WatchedFigures(ProcessFigures process) : base(process)
    {
    }

    /// <summary>Its number.</summary>
    public int Pid { get; init; }

    /// <summary>Its program, without the arguments; null where it could not be read.</summary>
    public string? Command { get; init; }

    /// <summary><c>.NET</c> or <c>other</c>.</summary>
    public string? Runtime { get; init; }

    /// <summary>When it was found to have ended, from the start of the measured time, in seconds; null: it went on. The figures are those up to then.</summary>
    public double? EndedAtSeconds { get; init; }

    /// <summary>What it had read from disks, caches left out, in MiB; null where it could not be read.</summary>
    public double? DiskReadMB { get; init; }

    /// <summary>What it had written to disks, in MiB; null where it could not be read.</summary>
    public double? DiskWrittenMB { get; init; }

    /// <summary>What its network namespace received, loopback and other processes included, in MiB; null where it could not be read.</summary>
    public double? NetworkReceivedMB { get; init; }

    /// <summary>What its network namespace sent, loopback and other processes included, in MiB; null where it could not be read.</summary>
    public double? NetworkSentMB { get; init; }
}
