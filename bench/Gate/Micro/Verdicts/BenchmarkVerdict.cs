namespace HotPath.Gate.Micro.Verdicts;

/// <summary>All that is said of one benchmark.</summary>
internal sealed record BenchmarkVerdict
{
    /// <summary>Its full name, with parameters.</summary>
    public required string Name { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>In a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Of the launches of all benchmarks; null where there are too few.</summary>
    public TimeComparison? Time { get; init; }

    /// <summary>Of the launches of suspects; null for what was none.</summary>
    public TimeComparison? TimeAgain { get; init; }

    public AllocationComparison? Allocation { get; init; }

    /// <summary>Null where they were not asked for, or not counted on both sides.</summary>
    public InstructionComparison? Instructions { get; init; }

    /// <summary>Counted once more, where there were more at first.</summary>
    public InstructionComparison? InstructionsAgain { get; init; }
}
