using HotPath.Gate.Micro.Instructions;

namespace HotPath.Gate.Micro.Verdicts;

/// <summary>Instructions an operation, head against base, as they were counted once.</summary>
internal sealed record InstructionComparison
{
    /// <summary>Counts of the same code lie closer together; what is beyond is a difference of the code.</summary>
    public const double Tolerance = 1.01;

    /// <summary>An operation.</summary>
    public required double BaseInstructions { get; init; }

    /// <summary>An operation.</summary>
    public required double HeadInstructions { get; init; }

    /// <summary>Head over base.</summary>
    public required double Ratio { get; init; }

    /// <summary>Regressed, improved or the same, by this count alone.</summary>
    public required Verdict Verdict { get; init; }

    /// <param name="counts">Of one benchmark and one stage.</param>
    /// <returns>Null where a side has none.</returns>
    public static InstructionComparison? Of(IReadOnlyList<InstructionCount> counts)
    {
        if (On(Side.Base) is not { } @base || On(Side.Head) is not { } head) return null;

        double ratio = head / @base;
        return new InstructionComparison
        {
            BaseInstructions = @base,
            HeadInstructions = head,
            Ratio = ratio,
            Verdict = ratio > Tolerance ? Verdict.Regressed : ratio < 1 / Tolerance ? Verdict.Improved : Verdict.Same,
        };

        double? On(Side side) => counts.FirstOrDefault(count => count.Side == side && count.HasCount)?.Instructions;
    }
}
