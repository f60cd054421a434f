namespace HotPath.Gate.Peers.Results;

/// <summary>A whole comparison: what <c>results/peers/DATE.json</c> holds.</summary>
internal sealed record PeersReport
{
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What repeats it.</summary>
    public required string Command { get; init; }

    public required int Rounds { get; init; }

    /// <summary>The measured window of one run; the stall has its own.</summary>
    public required int Seconds { get; init; }

    public required PeersEnvironment Environment { get; init; }

    public required IReadOnlyList<WorkFacts> Works { get; init; }

    public required IReadOnlyList<PeerRow> Rows { get; init; }

    /// <summary>What was asked for and is not in the rows, or not in all their rounds, and why.</summary>
    public required IReadOnlyList<Omission> Missing { get; init; }
}

/// <summary>A work as it was done.</summary>
internal sealed record WorkFacts(string Name, string Description);

/// <summary>What there is no figure of.</summary>
/// <param name="Tool">Null: none did the work.</param>
/// <param name="Work">Null: the tool did none.</param>
/// <param name="Round">Null: in no round.</param>
internal sealed record Omission(string? Tool, string? Work, int? Round, string Reason);
