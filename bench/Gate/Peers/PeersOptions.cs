namespace HotPath.Gate.Peers;

/// <summary>What is to be compared, and how long.</summary>
internal sealed record PeersOptions
{
    public const int MostRounds = 99;
    public const int MostSeconds = 600;
    public const int MostStreams = 10_000;

    /// <summary>In the order in which they are run.</summary>
    public required IReadOnlyList<Work> Works { get; init; }

    /// <summary>Names of tools.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>How often each tool does each work; figures are medians over the rounds. 1..99.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Seconds of load before the measured time, 1..600: tiered compilation needs them, and the start-up of all lies in them.</summary>
    public int WarmUp { get; init; } = 5;

    /// <summary>The measured time of one run in seconds, 1..600.</summary>
    public int Seconds { get; init; } = 8;

    /// <summary>Where the report is written; made where it is absent, and nothing in it is replaced.</summary>
    public string Folder { get; init; } = "results/peers";

    /// <summary>What repeats the comparison.</summary>
    public required string Command { get; init; }
}
