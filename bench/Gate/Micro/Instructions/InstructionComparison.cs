namespace HotPath.Gate.Micro.Instructions;

/// <summary>Instructions an operation, as valgrind's callgrind counts them. They say nothing of time, but hardly differ from one run to the next.</summary>
internal sealed record InstructionComparison(double Base, double Head)
{
    public double Ratio => Head / Base;
}
