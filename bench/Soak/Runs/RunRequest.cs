using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>One run as asked for: checked, not started.</summary>
/// <param name="Id">What the run is called, as <see cref="RunName"/> has it: its folder, too, unless that was named.</param>
/// <param name="Seed">What every draw of the run comes from.</param>
/// <param name="Folder">The result folder: absent or empty.</param>
/// <param name="Command">What repeats the run, for the report.</param>
internal sealed record RunRequest(string Id, Scenario Scenario, long Seed, string Folder, string Command)
{
    public const long DefaultSeed = 1;

    /// <summary>What the run has behind it in its folder; null: it is a new one.</summary>
    public EarlierPart? Earlier { get; init; }

    /// <summary>Who leads its users from outside; null: the scenario's own load says all.</summary>
    public Lead? Lead { get; init; }

    /// <summary>The scenario's load, unless its users are led.</summary>
    public LoadSettings Load => Lead?.Load ?? Scenario.Load;

    /// <summary>How large a file of intervals or latencies grows before the next is begun.</summary>
    public long MostFileBytes { get; init; } = FileSeries.DefaultMostBytes;

    /// <summary>Where the run can be watched; null: nowhere.</summary>
    public Uri? LivePage { get; init; }

    /// <summary>Processes to watch beside, each under a name of its own.</summary>
    public IReadOnlyList<(string Name, int Pid)> Watched { get; init; } = [];
}
