namespace HotPath.Gate.Soak;

/// <summary>One scenario, run at two commits.</summary>
internal sealed record SoakOptions
{
    public const int DefaultPairs = 3;
    public const int MostPairs = 50;

    /// <summary>A built-in name, or a file.</summary>
    public required string Scenario { get; init; }

    public required string Base { get; init; }

    public required string Head { get; init; }

    /// <summary>Instead of the scenario's own; null keeps it.</summary>
    public string? Duration { get; init; }

    public required int Pairs { get; init; }

    /// <summary>Of the order within the pairs.</summary>
    public required int Seed { get; init; }

    /// <summary>Where the runs' result folders lie.</summary>
    public required string Folder { get; init; }
}
